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
const FLOODS = 64
// A flood takes its share of the processors, too, of which the load itself needs most on a small
// machine. The short run asks for what holds on any: nobody stands in the flood's own queue, where a
// request takes as long as `FLOODS` clients at its rate.
const SHARE_OF_QUEUE = 0.8
// The slowest of a hundred are a matter of what else the machine does: the short run asks of the
// slowest of ten. Below this a machine that tests something else as well cannot tell times apart.
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

// Medians of the rounds: alone, beside the crowd, and what an answer takes somebody of the crowd.
async function measure(t, q, kind, options) {
  await work(q)
  const rounds = { alone: [], beside: [], queue: [] }
  for (let round = 0; round < ROUNDS; round++) {
    rounds.alone.push(await work(q))
    const began = performance.now()
    const crowd = await gather(kind, { url: world.server.url, ...options })
    rounds.beside.push(await work(q))
    const answers = await crowd.disperse()
    const answered = Object.values(answers).reduce((sum, count) => sum + count, 0)
    rounds.queue.push((performance.now() - began) * options.count / answered)
  }
  const [alone, beside, queue] = [rounds.alone, rounds.beside, rounds.queue].map(median)
  t.diagnostic(`quantile ${q}: ${alone.toFixed(1)} ms alone, ${beside.toFixed(1)} ms beside, ${queue.toFixed(1)} ms within the crowd`)
  return { alone, beside, queue }
}

const isNear = ({ alone, beside }) => beside <= Math.max(alone * TIMES, alone + NOISE_MS)

// ---- who else is there ----

describe('normal work is not disturbed', () => {
  test('by 256 slow clients, half-sent bodies and idle sockets', async (t) => {
    const times = await measure(t, isLong ? 0.99 : 0.9, 'slow', { count: 256, cookie: world.admin.cookie, csrf: world.admin.csrfToken,
      upload: `/api/v1/payers/${world.payers[0].id}/uploads` })
    assert.ok(isNear(times), JSON.stringify(times))
  })

  test('by a tenant that floods', async (t) => {
    const { admin } = await world.server.newPartner('flood')
    const times = await measure(t, isLong ? 0.99 : 0.5, 'flood', { count: FLOODS, headers: { cookie: admin.cookie },
      requests: PATHS.map((path) => ['GET', path]) })
    assert.ok(isLong ? isNear(times) : times.beside < times.queue * SHARE_OF_QUEUE, JSON.stringify(times))
  })
})
