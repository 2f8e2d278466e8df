// Databases with data, made once and kept in the bench's cluster. A changed schema, or a changed
// maker, makes a new one.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { Server, psql } from '../../api/lib/server.mjs'
import { Client } from '../../api/lib/client.mjs'

const maintenance = process.env.PROFORMA_TEST_DATABASE_URL

function fingerprint(bench, name, version) {
  const hash = createHash('sha256').update(`${name} ${version}`)
  const folder = join(bench.root, 'migrations')
  for (const file of readdirSync(folder).filter((each) => /^\d.*\.sql$/.test(each)).sort())
    hash.update(readFileSync(join(folder, file)))
  return hash.digest('hex').slice(0, 8)
}

const isThere = (database) =>
  psql(maintenance, `select 1 from pg_database where datname = '${database}'`).length > 0

// With the files that were read into it.
export function dropDatabase(bench, database) {
  psql(maintenance, `drop database if exists ${database} with (force)`)
  rmSync(dataDir(bench, database), { recursive: true, force: true })
}

function settingsOf(bench, settings) {
  return { web_dir: join(bench.root, 'web/dist'), log_level: 'warning', ...settings }
}

// A server that is not started, on a migrated and empty database of that name.
export async function emptyServer(bench, database, settings = {}) {
  dropDatabase(bench, database)
  psql(maintenance, `create database ${database}`)
  const server = new Server(settingsOf(bench, settings))
  await server.prepare(database, dataDir(bench, database))
  const migrated = await server.cli('migrate')
  if (migrated.status !== 0) throw new Error(`migrate: ${migrated.stderr}`)
  psql(maintenance, 'alter role proforma_server login')
  return server
}

export const dataDir = (bench, database) => join(bench.cache, 'data', database)

// The server of a database that `make(server, bench)` filled; started. What make returns is kept
// beside it → { server, facts, client }; client has the API key facts.key.
export async function startWith(bench, name, version, make, settings = {}) {
  const facts = await madeDatabase(bench, name, version, make)
  const server = await runningServer(bench, facts.database, settings)
  return { server, facts, client: new Client(server.url, { key: facts.key }) }
}

export async function runningServer(bench, database, settings = {}) {
  const server = new Server(settingsOf(bench, settings))
  await server.prepare(database, dataDir(bench, database))
  await server.start()
  return server
}

export async function madeDatabase(bench, name, version, make) {
  const database = `${name}_${fingerprint(bench, name, version)}`
  const path = join(bench.cache, `${database}.json`)
  if (existsSync(path) && isThere(database)) return JSON.parse(readFileSync(path, 'utf8'))
  bench.say(`making the database ${database}`)
  for (const { datname } of psql(maintenance, `select datname from pg_database
      where datname ~ '^${name}_[0-9a-f]{8}$'`)) dropDatabase(bench, datname)
  const server = await emptyServer(bench, database)
  const made = { ...await make(server, bench), database }
  psql(server.ownerUrl, 'vacuum analyze')
  rmSync(join(dataDir(bench, database), 'sources'), { recursive: true, force: true })
  psql(server.ownerUrl, 'checkpoint')
  writeFileSync(path, JSON.stringify(made, null, 2))
  return made
}

// A partner with its administrator, who has an API key with every permission of his.
export async function newPartner(server, slug) {
  const { admin, partner } = await server.newPartner(slug)
  const { key } = await admin.ok('POST', '/api-keys', { name: 'bench',
    permissions: ['account.read', 'payer.read', 'payer.write', 'plan.read', 'plan.write',
      'group.read', 'group.write', 'charge.write', 'bill.read', 'cost.read', 'insight.read'] })
  return { partner: partner.id, key, client: new Client(server.url, { key }) }
}
