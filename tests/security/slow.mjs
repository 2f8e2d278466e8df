// slowhttptest on a real server: slow headers, slow bodies, slow readers, ranges. While it runs,
// somebody else's small read must be answered.
//
//   node tests/security/slow.mjs SECONDS_EACH
import { spawn } from 'node:child_process'

import { startServer } from '../api/lib/server.mjs'

const CONNECTIONS = 500
const SLOWEST_MS = 1000
const seconds = Number(process.argv[2] ?? 30)

const server = await startServer()
const { admin } = await server.newPartner('slow')

const kinds = {
  'slow headers': ['-H', '-i', '5'],
  'slow bodies': ['-B', '-i', '5', '-s', '8192', '-t', 'POST', '-f', 'application/json'],
  'slow reading': ['-X', '-w', '1', '-y', '10', '-n', '5', '-z', '32', '-k', '3'],
  ranges: ['-R'],
}

async function readAll(until) {
  const times = []
  while (!until.isOver) {
    const start = performance.now()
    const reply = await admin.get('/payers').catch((error) => ({ status: `${error.cause ?? error}` }))
    times.push(performance.now() - start)
    if (reply.status !== 200) times.failed = (times.failed ?? 0) + 1
    await new Promise((done) => setTimeout(done, 20))
  }
  return times
}

let isBad = false
for (const [name, options] of Object.entries(kinds)) {
  const until = { isOver: false }
  const reading = readAll(until)
  const path = name === 'slow bodies' ? '/api/v1/session' : '/api/v1/openapi.json'
  const child = spawn('timeout', [String(seconds + 10), 'slowhttptest', ...options, '-c', String(CONNECTIONS),
    '-r', '200', '-l', String(seconds), '-p', '3', '-u', `${server.url}${path}`], { stdio: ['ignore', 'pipe', 'pipe'] })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (text += chunk))
  await new Promise((done) => child.on('close', done))
  until.isOver = true
  const times = (await reading).toSorted((a, b) => a - b)
  const failed = (await reading).failed ?? 0
  const slow = times[Math.floor(times.length * 0.99)]
  const refused = [...text.matchAll(/service available:\s*(\w+)/gi)].filter(([, word]) => word !== 'YES').length
  const isWell = failed === 0 && slow < SLOWEST_MS && times.length > 10
  isBad ||= !isWell
  console.log(`slowhttptest: ${name}, ${CONNECTIONS} connections, ${seconds} s: ${times.length} reads beside it, ` +
    `${failed} failed, p99 ${slow?.toFixed(1)} ms, not available ${refused} times${isWell ? '' : ': FAILED'}`)
}
await server.stop()
console.log(isBad ? 'slowhttptest: FAILED' : 'slowhttptest: clean')
process.exit(isBad ? 1 : 0)
