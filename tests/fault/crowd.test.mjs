// Others do what they like, and who works normally hardly notices: 256 clients that are slow, idle
// or never finish what they send; a tenant that floods. Measured in turn, alone and beside them.
import assert from 'node:assert/strict'
import { Agent, request } from 'node:http'
import { after, before, describe, test } from 'node:test'

import { gather } from './lib/crowd.mjs'
import { Postgres } from './lib/postgres.mjs'
import { isLong } from './lib/time.mjs'
import { World } from './lib/world.mjs'

const WORKERS = 4
const ROUNDS = isLong ? 15 : 4
const ROUND_MS = isLong ? 4000 : 600
const TIMES = 2
// A flood takes its share of the processors, too: what is left on a busy machine, the short run asks
// of the median alone.
const FLOOD = isLong ? { quantile: 0.99, times: 2 } : { quantile: 0.5, times: 4 }
// Below this a machine that tests something else as well cannot tell times apart.
const NOISE_MS = isLong ? 1 : 8

const PATHS = ['/api/v1/drops', '/api/v1/me', '/api/v1/bills?period=2024-02', '/api/v1/payers']

let world
before(async () => {
  world = await World.make(await new Postgres().start(), { rows: 300 })
})
after(() => world.stop())

// ---- measuring ----

const quantile = (sorted, q) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))]
const median = (values) => quantile([...values].sort((a, b) => a - b), 0.5)

function timed(agent, path, headers) {
  const began = performance.now()
  return new Promise((done, failed) => {
    request(world.server.url + path, { agent, headers }, (reply) => {
      reply.resume().on('end', () => done({ ms: performance.now() - began, status: reply.statusCode }))
    }).on('error', failed).end()
  })
}

// That quantile of people who work normally, in milliseconds.
async function work(q) {
  const end = performance.now() + ROUND_MS
  const times = []
  await Promise.all(Array.from({ length: WORKERS }, async (_, worker) => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    for (let n = worker; performance.now() < end; n++) {
      const { ms, status } = await timed(agent, PATHS[n % PATHS.length],
        { cookie: world.admin.cookie })
      assert.equal(status, 200)
      times.push(ms)
    }
    agent.destroy()
  }))
  return quantile(times.sort((a, b) => a - b), q)
}

async function compare(t, { quantile: q, times }, kind, options) {
  await work(q)
  const alone = []
  const beside = []
  let answers
  for (let round = 0; round < ROUNDS; round++) {
    alone.push(await work(q))
    const crowd = await gather(kind, { url: world.server.url, ...options })
    beside.push(await work(q))
    answers = await crowd.disperse()
  }
  const [a, b] = [median(alone), median(beside)]
  t.diagnostic(`quantile ${q}: ${a.toFixed(1)} ms alone, ${b.toFixed(1)} ms beside; the crowd: ${JSON.stringify(answers)}`)
  assert.ok(b <= Math.max(a * times, a + NOISE_MS), `${a} ms alone, ${b} ms beside`)
}

// ---- who else is there ----

describe('normal work is not disturbed', () => {
  test('by 256 slow clients, half-sent bodies and idle sockets', (t) =>
    compare(t, { quantile: 0.99, times: TIMES }, 'slow', { count: 256, cookie: world.admin.cookie, csrf: world.admin.csrfToken,
      upload: `/api/v1/payers/${world.payers[0].id}/uploads` }))

  test('by a tenant that floods', async (t) => {
    const { admin } = await world.server.newPartner('flood')
    await compare(t, FLOOD, 'flood', { count: 64, headers: { cookie: admin.cookie },
      requests: PATHS.map((path) => ['GET', path]) })
  })
})
