// TERM and HUP while people work: what was sent is answered, what was answered well is there, and a
// setting that is wrong changes nothing.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import { after, before, test } from 'node:test'

import { Chance, seed } from './lib/chance.mjs'
import { consistent } from './lib/invariants.mjs'
import { Postgres } from './lib/postgres.mjs'
import { Session } from './lib/session.mjs'
import { budget, sleep, until } from './lib/time.mjs'
import { World } from './lib/world.mjs'

const CLIENTS = 16

let world, file
before(async () => {
  world = await World.make(await new Postgres().start(), { rows: 150 })
  file = join(world.server.dataDir, 'settings')
  writeFileSync(file, 'PROFORMA_METRICS_TOKEN=first\n')
  world.server.settings.settings_file = file
  await world.server.restart()
})
after(() => world.stop())

// ---- clients that know when their bytes had gone ----

let number = 0

// One change with a name of its own: { name, sentAt (all bytes given to a connection that was
// accepted), status (0: no answer) }.
function change(agent) {
  const name = `change ${++number}`
  const body = JSON.stringify({ name, kind: 'fee', amount: '1', from: '2030-01',
    billing_group_id: world.groups[0].id })
  const { admin, server } = world
  return new Promise((done) => {
    const told = { name, status: 0 }
    const sent = request(`${server.url}/api/v1/custom-charges`, { agent, method: 'POST',
      headers: { cookie: admin.cookie, 'x-csrf-token': admin.csrfToken,
        'content-type': 'application/json', 'content-length': body.length } })
    sent.on('socket', (socket) => {
      const mark = () => (told.sentAt = Date.now())
      if (socket.connecting) socket.once('connect', mark)
      else mark()
    })
    sent.on('response', (reply) => {
      told.status = reply.statusCode
      reply.resume().on('end', () => done(told)).on('error', () => done({ ...told, status: 0 }))
    })
    sent.on('error', () => done(told))
    sent.end(body)
  })
}

async function work(changes, isOver) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  while (!isOver()) {
    const told = await change(agent)
    changes.push(told)
    if (told.status === 0) await sleep(10)
  }
  agent.destroy()
}

function startWork() {
  const changes = []
  let isOver = false
  const all = Promise.all(Array.from({ length: CLIENTS }, () => work(changes, () => isOver)))
  return async () => {
    isOver = true
    await all
    return changes
  }
}

// ---- TERM ----

async function namesThere() {
  const rows = await world.sql('select name from custom_charges')
  return new Set(rows.map(({ name }) => name))
}

async function terminate(chance) {
  const finish = startWork()
  await sleep(chance.between(100, 500))
  const at = Date.now()
  world.server.signal('SIGTERM')
  assert.deepEqual(await world.server.exited, { code: 0, signal: null })
  const took = world.server.drainedMs()
  const changes = await finish()
  const there = await namesThere()
  for (const { name, status, sentAt } of changes) {
    const what = `${name}: status ${status}, sent ${sentAt - at} ms after TERM`
    if (status === 201) assert.ok(there.has(name), `answered and lost: ${what}`)
    else assert.ok(!there.has(name), `there and not answered: ${what}`)
    if (sentAt < at) assert.notEqual(status, 0, `sent before TERM and not answered: ${what}`)
  }
  await world.server.start()
  return { took, answered: changes.filter(({ status }) => status === 201).length }
}

test(`TERM under load loses nothing, seed ${seed}`, async (t) => {
  const chance = new Chance('stop')
  const time = budget(4)
  const rounds = []
  while (!time.isOver()) rounds.push(await terminate(chance))
  await consistent(world)
  assert.ok(rounds.every(({ took }) => took < 5000), JSON.stringify(rounds))
  t.diagnostic(`${rounds.length} times; ${JSON.stringify(rounds)}`)
})

test('TERM in the middle of a job lets nobody wait for it, and the job ends well', async () => {
  const blocker = new Session(world.cluster.socketDir, world.server.database)
  await blocker.sql(`select pg_advisory_lock(hashtextextended('proforma.drop ' || id, 0))
    from partners where slug = 'acme'`)
  assert.equal((await world.post(world.files[1])).status, 202)
  await until('the job waits', () => world.count(`pg_stat_activity where wait_event_type = 'Lock'`))
  const socket = connect(world.server.port, '127.0.0.1')
  const closed = new Promise((done) => socket.resume().on('error', () => {}).on('close', () => done(true)))
  const ask = () => socket.write('GET /readyz HTTP/1.1\r\nHost: x\r\n\r\n')
  await new Promise((done) => socket.once('data', done).on('connect', ask))

  const drained = world.server.events('draining').length
  world.server.signal('SIGTERM')
  await until('it drains', () => world.server.events('draining').length > drained)
  ask()
  assert.ok(await Promise.race([closed, sleep(15_000)]), 'the connection is closed, long before draining gives up')
  assert.equal(await Promise.race([world.server.exited, sleep(200)]), undefined, 'the job goes on')
  blocker.close()
  assert.deepEqual(await world.server.exited, { code: 0, signal: null })
  await world.server.start()
  assert.equal(await world.value('select state from jobs order by created_at desc limit 1'), 'done')
})

// ---- HUP ----

test('HUP with a bad setting keeps the old ones, and nobody notices', async () => {
  const metrics = async (token) => (await fetch(`${world.server.url}/metrics`,
    { headers: { 'x-forwarded-for': '203.0.113.7', authorization: `Bearer ${token}` } })).status
  const finish = startWork()
  for (let i = 1; i <= 5; i++) {
    writeFileSync(file, 'PROFORMA_METRICS_TOKEN=second\nPROFORMA_SESSION_HOURS=soon\n')
    world.server.signal('SIGHUP')
    await until('the log says so', () => world.server.events('settings_refused').length === i)
    assert.match(world.server.events('settings_refused').at(-1).problems, /SESSION_HOURS/)
  }
  assert.equal(await metrics('first'), 200)
  assert.equal(await metrics('second'), 403)
  writeFileSync(file, 'PROFORMA_METRICS_TOKEN=second\n')
  world.server.signal('SIGHUP')
  await until('the good settings are in force', async () => await metrics('second') === 200)
  for (const { status, name } of await finish()) assert.equal(status, 201, name)
})
