// The clock of the server jumps, a day on or back, while PostgreSQL's does not (libfaketime): sessions
// end by the database's clock, jobs are taken and retried, the audit chain holds.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'

import { signIn, userPassword } from '../api/lib/server.mjs'
import { settled } from './lib/invariants.mjs'
import { Postgres } from './lib/postgres.mjs'
import { preloaded } from './lib/preload.mjs'
import { isLong, until } from './lib/time.mjs'
import { World } from './lib/world.mjs'

const LIBRARY = '/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1'

describe('the clock jumps', { skip: preloaded.why(LIBRARY) }, () => {
  let world, file
  const jump = (offset) => writeFileSync(file, `${offset}\n`)

  before(async () => {
    world = await World.make(await new Postgres().start(), { rows: 150 })
    file = join(world.server.dataDir, 'clock')
    jump('+0')
    preloaded.start(world.server, LIBRARY, { FAKETIME_TIMESTAMP_FILE: file, FAKETIME_NO_CACHE: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1', DONT_FAKE_MONOTONIC: '1' })
    await world.server.restart()
  })
  after(() => world?.stop())

  const ended = () => until('the job ends', async () =>
    await world.count(`jobs where state in ('queued', 'running')`) === 0, 20)

  for (const offset of isLong ? ['-1d', '+1d', '-30d', '+40d', '+0'] : ['-1d', '+1d'])
    test(`${offset}: people stay signed in, jobs run, changes are recorded`, async () => {
      jump(offset)
      const again = await signIn(world.server.url, 'acme-admin', userPassword)
      for (const client of [world.admin, again]) assert.equal((await client.get('/me')).status, 200)
      assert.equal((await world.load(world.files.at(offset.length))).state, 'done')
      await world.admin.ok('PATCH', `/pricing-plans/${world.plan.id}/rules/${world.rule.id}`,
        { percent: String(offset.length) })
      // Nobody tells of this one: it has to be found by looking.
      await world.sql(`insert into jobs (partner_id, id, kind, payload, attempts_max)
        select id, gen_random_uuid(), 'ingest_upload',
          jsonb_build_object('upload_id', gen_random_uuid(), 'payer_id', gen_random_uuid(),
            'filename', 'x', 'source', 'x'), 1 from partners where slug = 'acme'`)
      await ended()
      await world.sql(`delete from jobs where error ->> 'code' = 'file_unreadable'`)
      await settled(world)
    })
})
