// Everything at once for a while on a server built with the thread sanitizer: it must find nothing.
//
//   node tests/security/threads.mjs SECONDS     (PROFORMA_TEST_BUILD_DIR: where that build is)
//
// Ingest, rule changes, bills, insights, small reads, sign-ins, listeners of events, uploads that
// are cut off, reloads; then TERM in the middle of it.
import { connect } from 'node:net'
import { gzipSync } from 'node:zlib'

import { csv, row } from '../api/lib/report.mjs'
import { signIn, startServer, userPassword } from '../api/lib/server.mjs'
import { newGroup } from '../api/lib/walk_world.mjs'

const seconds = Number(process.argv[2] ?? 60)
const PERIOD = '2023-11'
const PAYERS = ['100000000000', '200000000000']
const counts = {}
let round = 0
let isOver = false

const pause = (ms) => new Promise((done) => setTimeout(done, ms))

// A report that is another one each time.
function report(payer) {
  round++
  const rows = Array.from({ length: 3000 }, (_, i) => row({
    payer, account: String(Number(payer) + 1 + i % 20), day: `${PERIOD}-${String(1 + i % 28).padStart(2, '0')}`,
    service: ['AmazonEC2', 'AmazonS3', 'AmazonRDS'][i % 3], usageType: `Usage-${i % 50}`,
    publicCost: `${i % 90}.${round % 1000}`, unblended: `${i % 70}.5`, quantity: '2' }))
  return gzipSync(csv(rows))
}

async function newWorld(server) {
  const { admin, partner } = await server.newPartner('threads')
  const payers = []
  for (const external_id of PAYERS) {
    const payer = await server.newPayer(admin, { external_id })
    await admin.upload(payer.id, report(external_id), 'first.csv.gz')
    payers.push(payer.id)
  }
  const plan = await admin.ok('POST', '/pricing-plans', { name: 'plan',
    rules: [{ scope: 'global', type: 'markup', percent: '5' }] })
  const groups = []
  for (const [i, payer] of PAYERS.entries())
    groups.push(await newGroup(admin, `group ${i}`,
      Array.from({ length: 9 }, (_, n) => String(Number(payer) + 1 + n)), plan.id))
  return { server, admin, partner, payers, plan, groups }
}

// Sends half a body and goes away.
const cutOff = ({ server, admin, payers }) => new Promise((done) => {
  const { hostname, port } = new URL(server.url)
  const socket = connect(Number(port), hostname, () => {
    socket.write(`POST /api/v1/payers/${payers[0]}/uploads?filename=x HTTP/1.1\r\nHost: x\r\n` +
      `Cookie: ${admin.cookie}\r\nX-CSRF-Token: ${admin.csrfToken}\r\n` +
      `Content-Type: application/octet-stream\r\nContent-Length: 100000\r\n\r\n${'x'.repeat(20000)}`)
    setTimeout(() => socket.destroy(), 20)
  })
  socket.on('error', () => {})
  socket.on('close', done)
})

const work = {
  async ingest({ admin, payers }, i) {
    const n = i % PAYERS.length
    const reply = await admin.post(`/payers/${payers[n]}/uploads?filename=r.csv.gz`, report(PAYERS[n]),
      { headers: { 'content-type': 'application/octet-stream' } })
    if (reply.status !== 202) return pause(100)
    await admin.get(`/jobs/${reply.json.job_id}/events`)
  },
  bills: ({ admin, groups }, i) => admin.get([`/bills?period=${PERIOD}`, `/bills.csv?period=${PERIOD}`,
    `/bills/${groups[i % 2]}/${PERIOD}?detail=rule`, `/bills/${groups[i % 2]}/${PERIOD}.csv`][i % 4]),
  insights: ({ admin }, i) => admin.get([`/insights/costs?from=${PERIOD}&to=${PERIOD}&group_by=account`,
    `/insights/costs?from=${PERIOD}-01&to=${PERIOD}-20&granularity=daily&measure=margin`,
    `/insights/overview?period=${PERIOD}`, '/insights/forecast', '/insights/commitments',
    `/insights/month-over-month?period=${PERIOD}&group_by=category`][i % 6]),
  async rules({ admin, plan }, i) {
    await admin.patch(`/pricing-plans/${plan.id}`, {
      rules: [{ scope: 'global', type: 'markup', percent: String(1 + i % 50) }] })
  },
  async writes({ admin }, i) {
    const made = await admin.post('/billing-groups', { name: `made ${i}` },
      { headers: { 'idempotency-key': `k${i >> 1}` } })
    if (made.status === 201) await admin.delete(`/billing-groups/${made.json.id}`)
  },
  reads: ({ admin }, i) => Promise.all(['/payers', '/accounts', '/drops', '/jobs', '/users', '/me', '/skus',
    '/audit', '/pricing-plans', '/nothing', '/accounts?limit=1', '/audit/verify'].map((path) =>
    admin.get(i % 7 ? path : `${path}?limit=x`))),
  async signIns({ server }) {
    const client = await signIn(server.url, 'threads-admin', userPassword)
    await client.get('/me')
    await client.delete('/session')
  },
  async guesses({ server }, i) {
    await server.nobody().post('/session', { username: `nobody-${i}`, password: 'Wrong-password-1' },
      { headers: { 'x-forwarded-for': `10.1.${i >> 8 & 255}.${i & 255}` } })
  },
  public: ({ server }) => Promise.all(['healthz', 'readyz', 'metrics', '/api/v1/openapi.json'].map((path) =>
    server.nobody().get(path))),
  cutOff,
  async reload({ server }) {
    server.signal('SIGHUP')
    await pause(1500)
  },
}

async function keepDoing(name, world) {
  for (let i = 0; !isOver; i++) {
    try {
      await work[name](world, i)
      counts[name] = (counts[name] ?? 0) + 1
    } catch (error) {
      if (isOver) return
      if (!/fetch failed|ECONNRESET|socket hang up|terminated/.test(`${error} ${error.cause ?? ''}`)) throw error
      await pause(50)
    }
  }
}

const server = await startServer({ settings: { statement_timeout_ms: 60000, query_timeout_ms: 20000 } })
let failure
try {
  const world = await newWorld(server)
  const running = Object.keys(work).map((name) => keepDoing(name, world))
  await pause(seconds * 1000)
  const stopped = server.stop()
  isOver = true
  await stopped
  await Promise.allSettled(running)
} catch (error) {
  failure = error
}
const races = (server.log.match(/WARNING: ThreadSanitizer/g) ?? []).length
console.log(`threads: ${seconds} s, ${Object.entries(counts).map(([name, n]) => `${name} ${n}`).join(', ')}`)
if (races > 0) console.log(server.log.slice(server.log.indexOf('WARNING: ThreadSanitizer')).slice(0, 20_000))
else if (failure) console.log(failure)
console.log(races === 0 && !failure ? 'threads: clean' : `threads: FAILED, ${races} reports`)
process.exit(races === 0 && !failure ? 0 : 1)
