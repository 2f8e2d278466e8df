// Starts a fresh server with the built console and runs browser tests against it:
//   node tests/lib/e2e.mjs journeys|screens|lighthouse
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { root, startServer } from '../api/lib/server.mjs'

const folder = mkdtempSync(join(tmpdir(), 'proforma-e2e-'))
const cur = join(folder, 'cur.csv')
const demoPartner = ['demo']
const report = ['demo', '--rows', '5000', '--out', cur]

const kinds = {
  journeys: { args: ['web/e2e/run.js', 'console', 'demo'], needs: [demoPartner, report] },
  screens: { args: ['web/e2e/run.js', 'screens', 'weight'], needs: [demoPartner] },
  lighthouse: { args: ['--test', '--test-reporter=spec', 'tests/lighthouse/run.mjs'], needs: [demoPartner] },
}
const { args, needs } = kinds[process.argv[2]]

const server = await startServer({ settings: { web_dir: join(root, 'web/dist') } })
for (const command of needs) {
  const made = await server.cli(...command)
  if (made.status !== 0) throw new Error(made.stderr)
}

const tests = spawn(process.execPath, args, {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, PROFORMA_E2E_URL: server.url, PROFORMA_E2E_CUR: cur },
})
const status = await new Promise((done) => tests.on('close', (code) => done(code ?? 1)))
if (status !== 0) console.error(server.log.split('\n').slice(-40).join('\n'))
await server.stop()
rmSync(folder, { recursive: true, force: true })
process.exit(status)
