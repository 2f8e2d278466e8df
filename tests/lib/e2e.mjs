// Starts a fresh server with the built console and runs web/e2e against it.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { root, startServer } from '../api/lib/server.mjs'

const folder = mkdtempSync(join(tmpdir(), 'proforma-e2e-'))
const cur = join(folder, 'cur.csv')
const server = await startServer({ settings: { web_dir: join(root, 'web/dist') } })
const made = await server.cli('demo', '--rows', '5000', '--out', cur)
if (made.status !== 0) throw new Error(made.stderr)

const tests = spawn('npm', ['run', '--silent', 'e2e', '--', '--test-reporter=spec'], {
  cwd: join(root, 'web'),
  stdio: 'inherit',
  env: { ...process.env, PROFORMA_E2E_URL: server.url, PROFORMA_E2E_CUR: cur },
})
const status = await new Promise((done) => tests.on('close', (code) => done(code ?? 1)))
if (status !== 0) console.error(server.log.split('\n').slice(-40).join('\n'))
await server.stop()
rmSync(folder, { recursive: true, force: true })
process.exit(status)
