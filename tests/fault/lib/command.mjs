// `proforma ingest` in a process of its own, that can be killed.
import { spawn } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { program } from '../../api/lib/server.mjs'

// { kill(), ended: { status (0, 1 or the signal's name), stderr } }. settings: other than the server's.
export function ingestByHand(world, file, settings = {}) {
  const { server } = world
  const path = join(server.dataDir, `${file.sha256}.csv`)
  if (!existsSync(path)) writeFileSync(path, file.bytes)
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', program, 'ingest', '--partner', 'acme',
    '--payer', file.payer, path],
  { env: server.environment(settings), stdio: ['ignore', 'ignore', 'pipe'] })
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text))
  return {
    kill: () => child.kill('SIGKILL'),
    ended: new Promise((done) =>
      child.on('close', (code, signal) => done({ status: code ?? signal, stderr }))),
  }
}
