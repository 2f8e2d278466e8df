// proforma migrate: what it prints and when it refuses. More in tests/db/db/test_migrate.c.
import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'

import { prepareDatabase, root } from './lib/server.mjs'

const names = readdirSync(join(root, 'migrations'))
  .filter((name) => /^\d{4}_\w+\.sql$/.test(name))
  .map((name) => name.replace('.sql', ''))
  .sort()

let database
before(async () => {
  database = await prepareDatabase()
})
after(() => database?.cleanUp())

test('one line per migration, and none when there is nothing to do', async () => {
  database.sql('drop schema proforma cascade; drop extension if exists btree_gist cascade')
  const first = await database.cli('migrate')
  assert.deepEqual([first.status, first.stderr], [0, ''])
  assert.deepEqual(first.stdout.trimEnd().split('\n'), names.map((name) => `applied ${name}`))
  assert.deepEqual(await database.cli('migrate'), { status: 0, stdout: '', stderr: '' })
})

test('refusals are one line', async () => {
  database.sql(`update migrations set checksum = 'x' where name = '${names[1]}'`)
  assert.deepEqual(await database.cli('migrate'), {
    status: 1,
    stdout: '',
    stderr: `proforma migrate: migration ${names[1]} has changed since it was applied\n`,
  })
  const serve = await database.cli('serve')
  assert.notEqual(serve.status, 0)
})

test('an unreachable database is named as the reason', async () => {
  const { status, stderr } = await database.cliWith({ owner_url: 'host=/nowhere dbname=x' }, 'migrate')
  assert.equal(status, 1)
  assert.match(stderr, /^proforma migrate: could not connect to the database: .*\/nowhere[^\n]*\n$/)
})

test('help', async () => {
  const { status, stdout } = await database.cli('migrate', '--help')
  assert.equal(status, 0)
  assert.match(stdout, /^usage: proforma migrate/)
  assert.equal((await database.cli('migrate', 'now')).status, 2)
})
