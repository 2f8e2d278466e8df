// PostgreSQL, or the network before it, says nothing for a while, and no connection ends: each request
// is answered within its time all the same, and what comes after finds connections that work.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'

import { assertProblem } from '../api/lib/server.mjs'
import { settled } from './lib/invariants.mjs'
import { Postgres } from './lib/postgres.mjs'
import { isLong, sleep, until } from './lib/time.mjs'
import { World } from './lib/world.mjs'

const STATEMENT_MS = 1000
const SILENCE_MS = 3000 // what a server waits past a statement's time, db/connection.h
const CONNECT_MS = 5000 // and for a connection, of the pool or to PostgreSQL
const SLACK_MS = 1500
const READINESS_MS = 2000
const ROUNDS = isLong ? 10 : 1

const settings = { statement_timeout_ms: STATEMENT_MS, query_timeout_ms: 500, db_connections: 2,
  handler_threads: 4 }

const READS = ['/bills?period=2024-02', '/pricing-plans', '/drops', '/me', '/insights/forecast']

// { path, status, ms } of each, asked at once.
async function ask(world, paths) {
  return Promise.all(paths.map(async (path) => {
    const began = performance.now()
    const reply = await world.admin.get(path)
    return { path, status: reply.status, ms: Math.round(performance.now() - began), reply }
  }))
}

// 200, or a clear no, and none of them late.
function checkAnswers(answers, limit) {
  for (const { path, status, ms, reply } of answers) {
    if (status !== 200) assertProblem(reply, 'unavailable', { status: 503 })
    assert.ok(ms < limit, `${path}: ${status} after ${ms} ms`)
  }
}

const isServed = async (world) => {
  const answers = await ask(world, [...READS, ...READS])
  return answers.every(({ status }) => status === 200)
}

// The pool has all its connections back.
async function isWhole(world) {
  const text = await (await fetch(`${world.server.url}/metrics`)).text()
  return [...text.matchAll(/^proforma_database_connections_busy\{role="app"\} (\d+)$/gm)]
    .every(([, used]) => used === '0')
}

const changeRule = (world, percent) =>
  world.admin.patch(`/pricing-plans/${world.plan.id}/rules/${world.rule.id}`, { percent })

const jobsEnd = (world) => until('all jobs end', async () =>
  await world.count(`jobs where state in ('queued', 'running')`) === 0, 60)

describe('what stops and does not end', () => {
  let world, proxy
  before(async () => {
    world = await World.make(await new Postgres().start(),
      { rows: 150, isProxied: true, settings });
    ({ proxy } = world)
  })
  after(() => world.stop())

  // Probes give up soon.
  async function readiness() {
    const began = performance.now()
    const { status } = await fetch(`${world.server.url}/readyz`)
    const ms = performance.now() - began
    assert.ok(ms < READINESS_MS, `/readyz: ${status} after ${ms} ms`)
    return status
  }

  test('backends cost the requests that meet them a 503 in time, and no others', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      assert.ok(await isServed(world))
      const stopped = (await world.sql(`select pid from pg_stat_activity
        where usename = 'proforma_server' and application_name = 'proforma'`)).map(({ pid }) => pid)
      assert.ok(stopped.length >= 2)
      for (const pid of stopped) process.kill(pid, 'SIGSTOP')
      try {
        const answers = await ask(world, ['/bills?period=2024-02', '/bills?period=2024-02', '/drops'])
        checkAnswers(answers, STATEMENT_MS + SILENCE_MS + SLACK_MS)
        assert.deepEqual(answers.map(({ status }) => status), [503, 503, 200])
        await until('new connections are in use', () => isServed(world), 15)
      } finally {
        for (const pid of stopped) process.kill(pid, 'SIGCONT')
      }
      await until('the pool is whole', () => isWhole(world))
      assert.equal((await changeRule(world, `2.${round}`)).status, 200)
      await settled(world)
    }
    assert.ok(world.server.events('database_silent').length >= 2)
  })

  test('the network, for a second, only slows requests down', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const asked = ask(world, [...READS, ...READS])
      proxy.stall()
      await sleep(1000)
      proxy.flow()
      assert.deepEqual((await asked).map(({ status }) => status), [...READS, ...READS].map(() => 200))
    }
  })

  test('the network, for long, is a 503 in time; /readyz says so; then all is well', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const upload = await world.post(world.files[round % world.files.length])
      assert.equal(upload.status, 202)
      // The first of these are on their way, the others find connections that are silent.
      const asked = [ask(world, [...READS, ...READS])]
      await sleep(5)
      proxy.stall()
      asked.push(ask(world, [...READS, ...READS]))
      const change = changeRule(world, `3.${round}`)
      const limit = 2 * CONNECT_MS + STATEMENT_MS + SILENCE_MS
      assert.equal(await readiness(), 503)
      for (const answers of await Promise.all(asked)) checkAnswers(answers, limit)
      assert.ok([200, 503].includes((await change).status))
      checkAnswers(await ask(world, [...READS, ...READS]), limit)
      assert.equal(await readiness(), 503)
      proxy.flow()
      const began = Date.now()
      await until('it serves again', () => isServed(world), 10)
      assert.ok(Date.now() - began < 3000, `${Date.now() - began} ms`)
      assert.equal(await readiness(), 200)
      await until('the pool is whole', () => isWhole(world))
      await jobsEnd(world)
      assert.equal((await changeRule(world, `4.${round}`)).status, 200)
      await settled(world)
    }
  })
})
