// What every table must have, asked of the migrated database itself.
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'

import { prepareDatabase, program } from '../api/lib/server.mjs'

// Tables that belong to no partner: their reason is beside them.
const GLOBAL = new Set([
  'partners', // the tenants themselves
  'migrations', // what has been applied
])
// Found before the tenant is known, so their key does not begin with it.
const KEY_WITHOUT_TENANT = new Set(['users', 'sessions', 'jobs'])

const missing = existsSync(program) ? false : 'the program is not built'

describe('the schema', { skip: missing }, () => {
  let database
  const names = (query) => database.sql(query).map((row) => row.name)
  before(async () => {
    database = await prepareDatabase()
  })
  after(() => database?.cleanUp())

  const tables = `select c.oid, c.relname as name, c.relrowsecurity, c.relforcerowsecurity
    from pg_class c where c.relnamespace = 'proforma'::regnamespace and c.relkind in ('r', 'p')
      and not c.relispartition`

  test('every table forces row level security', () => {
    const open = names(`select name from (${tables}) t
      where not (relrowsecurity and relforcerowsecurity) order by 1`)
    assert.deepEqual(open.filter((name) => !GLOBAL.has(name)), [])
  })

  test('every table but the global ones has partner_id', () => {
    const without = names(`select name from (${tables}) t where not exists (select from pg_attribute a
      where a.attrelid = t.oid and a.attname = 'partner_id') order by 1`)
    assert.deepEqual(without.filter((name) => !GLOBAL.has(name)), [])
  })

  test('primary keys begin with partner_id', () => {
    const other = names(`select t.name from (${tables}) t join pg_index i on i.indrelid = t.oid
      join pg_attribute a on a.attrelid = t.oid and a.attnum = i.indkey[0]
      where i.indisprimary and a.attname <> 'partner_id' order by 1`)
    assert.deepEqual(
      other.filter((name) => !GLOBAL.has(name) && !KEY_WITHOUT_TENANT.has(name)), [])
  })

  test('constraints are named by what they are', () => {
    const wrong = names(`select n.conname as name from pg_constraint n join (${tables}) t
      on t.oid = n.conrelid where n.conname !~ (case n.contype when 'p' then '^pk_' when 'f'
        then '^fk_' when 'u' then '^unique_' when 'c' then '^check_' when 'x' then '^excl_'
        else '.' end) order by 1`)
    assert.deepEqual(wrong, [])
  })

  test('no role of the server bypasses row level security, owns a table or may create one', () => {
    assert.deepEqual(names(`select rolname as name from pg_roles where rolname ~ '^proforma_'
      and (rolbypassrls or rolsuper or rolcreaterole or rolcreatedb)`), [])
    assert.deepEqual(names(`select tablename as name from pg_tables where schemaname = 'proforma'
      and tableowner ~ '^proforma_'`), [])
    assert.deepEqual(names(`select r.rolname as name from pg_roles r where r.rolname ~ '^proforma_'
      and has_schema_privilege(r.oid, 'proforma', 'create')`), [])
  })

  test('no money in binary floating point', () => {
    assert.deepEqual(names(`select t.name || '.' || a.attname as name from (${tables}) t
      join pg_attribute a on a.attrelid = t.oid
      where a.atttypid in ('real'::regtype, 'double precision'::regtype, 'money'::regtype)`), [])
  })
})
