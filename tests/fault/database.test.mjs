// The database is there, but not for everybody: all connections of the pool are busy, PostgreSQL
// takes no more of them, it is away for a while, or its disk is full. Each is a clear answer at
// once or after a bounded wait, and over as soon as its cause is.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'

import { assertProblem } from '../api/lib/server.mjs'
import { consistent, settled } from './lib/invariants.mjs'
import { Postgres } from './lib/postgres.mjs'
import { Session } from './lib/session.mjs'
import { sleep, until } from './lib/time.mjs'
import { World } from './lib/world.mjs'

const CONNECT_MS = 5000 // what waiting for a connection takes

const rulePath = (world) => `/pricing-plans/${world.plan.id}/rules/${world.rule.id}`

async function isServed(world) {
  const replies = await Promise.all([world.admin.get('/drops'), world.admin.get('/pricing-plans'),
    world.admin.get('/bills?period=2024-02')])
  return replies.every((reply) => reply.status === 200)
}

describe('the database', () => {
  let world
  before(async () => {
    world = await World.make(await new Postgres().start(),
      { rows: 150, settings: { db_connections: 1, handler_threads: 4 } })
  })
  after(() => world.stop())

  test('whose connections are all busy is a 503 after a while, for those who need one', async () => {
    const blocker = new Session(world.cluster.socketDir, world.server.database)
    await blocker.sql(`begin; select from pricing_rules where id = :'id' for update`, world.rule)
    const patient = world.admin.patch(rulePath(world), { percent: '2' })
    await until('it waits for the lock', () =>
      world.count(`pg_stat_activity where wait_event_type = 'Lock'`))
    const refused = await world.admin.get('/bills?period=2024-02')
    assertProblem(refused, 'unavailable', { status: 503 })
    assert.equal(refused.headers.get('retry-after'), '1')
    assert.equal((await world.admin.get('/drops')).status, 200, 'a query route needs none')
    await blocker.sql('rollback')
    blocker.close()
    assert.equal((await patient).status, 200)
    assert.ok(await isServed(world))
  })

  test('that takes no more connections is a 503 at once', async () => {
    await world.sql('alter role proforma_server connection limit 0')
    await world.sql(`select pg_terminate_backend(pid) from pg_stat_activity
      where usename = 'proforma_server'`)
    await until('the server has noticed', async () => (await world.admin.get('/drops')).status === 503)
    for (const path of ['/drops', '/bills?period=2024-02']) {
      const began = Date.now()
      assertProblem(await world.admin.get(path), 'unavailable', { status: 503 })
      assert.ok(Date.now() - began < CONNECT_MS, `${Date.now() - began} ms`)
    }
    await world.sql('alter role proforma_server connection limit -1')
    await until('it serves again', () => isServed(world), 5)
  })

  test('that was away for long is used again soon', async () => {
    await world.cluster.kill()
    await sleep(3500)
    assertProblem(await world.admin.get('/drops'), 'unavailable', { status: 503 })
    await world.cluster.start()
    const began = Date.now()
    await until('it answers again', async () => (await world.admin.get('/drops')).status === 200, 10)
    assert.ok(Date.now() - began < 2000, `${Date.now() - began} ms`)
    assert.ok(await isServed(world))
    await consistent(world)
  })
})

// ---- its disk ----

const disk = mkdtempSync(join(tmpdir(), 'proforma-disk-'))
const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=160m', 'tmpfs', disk]).status === 0
after(() => {
  if (mounted) spawnSync('umount', [disk])
  rmSync(disk, { recursive: true, force: true })
})

describe('the disk of the database', { skip: !mounted && 'no small disk can be mounted here' }, () => {
  let world
  before(async () => {
    world = await World.make(await new Postgres({ dir: disk,
      settings: ['max_wal_size=32MB', 'min_wal_size=32MB', 'wal_recycle=off'] }).start(), { rows: 500 })
  })
  after(() => world.stop())

  test('is full: nothing is half done, and all goes on when there is space again', async () => {
    const ballast = join(disk, 'ballast')
    const filled = spawnSync('dd', ['if=/dev/zero', `of=${ballast}`, 'bs=64k'], { stdio: 'ignore' })
    assert.notEqual(filled.status, 0, 'the disk is full')
    const told = []
    for (let i = 0; i < 20; i++) {
      const upload = await world.post(world.files[i % world.files.length]).catch(() => ({ status: 0 }))
      const change = await world.admin.patch(rulePath(world), { percent: `1.${i}` })
        .catch(() => ({ status: 0 }))
      told.push(upload.status, change.status)
      await sleep(50)
    }
    for (const status of told) assert.ok([200, 202, 409, 500, 503, 507].includes(status), String(told))
    rmSync(ballast)
    if (!world.cluster.answers()) await world.cluster.restart()
    await until('it serves again', () => isServed(world), 60)
    await until('all jobs end', async () =>
      await world.count(`jobs where state in ('queued', 'running')`) === 0, 60)
    await settled(world)
    assert.equal((await world.load(world.files.at(-1))).state, 'done')
    assert.equal((await world.admin.patch(rulePath(world), { percent: '7' })).status, 200)
  })
})
