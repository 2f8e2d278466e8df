// `proforma ingest` is killed, or loses its database, at any of its statements and at any moment: its
// drop is there whole or not at all, the same command again finishes it, and no half file stays.
import assert from 'node:assert/strict'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'

import { Chance, seed } from './lib/chance.mjs'
import { ingestByHand } from './lib/command.mjs'
import { consistent, settled } from './lib/invariants.mjs'
import { Postgres } from './lib/postgres.mjs'
import { FAULTS, Proxy } from './lib/proxy.mjs'
import { budget, isLong, sleep, until } from './lib/time.mjs'
import { World } from './lib/world.mjs'

let world, proxy, files
before(async () => {
  world = await World.make(await new Postgres().start(), { rows: 2000, variants: 2 })
  proxy = await new Proxy(world.cluster).listen()
  files = world.files.slice(0, 2)
})
after(async () => {
  proxy.close()
  await world.stop()
})

const newestDrop = async () => (await world.sql(`select version, files -> 0 ->> 'sha256' as sha256
  from drops where state = 'current' and payer_id = :'id' and period = :'period'`,
{ id: world.payerOf(files[0]).id, period: `${files[0].period}-01` }))[0]

const filesBelow = (name) => {
  const folder = join(world.server.dataDir, name)
  return existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile()).map((entry) => entry.name)
    : []
}

// The same command again, to its end; nothing is left of the one before but its drop, if that.
async function finish(file, was, what) {
  const drop = await newestDrop()
  const version = Number(drop.version)
  if (version !== was) assert.deepEqual([version, drop.sha256], [was + 1, file.sha256], what)
  await consistent(world)
  await until('it is read', async () => {
    const { status, stderr } = await ingestByHand(world, file).ended
    // PostgreSQL notices after some seconds that whoever holds the payer is dead.
    if (status !== 0) assert.match(stderr, /^proforma ingest: ingest_in_progress: /m, what)
    return status === 0
  })
  const { version: now, sha256 } = await newestDrop()
  assert.deepEqual([Number(now), sha256], [was + 1, file.sha256], what)
  assert.deepEqual(filesBelow('tmp'), [], what)
  assert.deepEqual(filesBelow('sources').filter((name) => !/^[0-9a-f]{64}$/.test(name)), [], what)
  return version !== was
}

let rounds = 0
const next = async () => ({ file: files[++rounds % 2], was: Number((await newestDrop()).version) })

let names // of the statements of the last round

// false: it has no statement of that place or name.
async function atStatement(place, fault) {
  const { file, was } = await next()
  proxy.arm(place, fault === 'kill' ? 'hold' : fault)
  const command = ingestByHand(world, file, { database_url: proxy.url(world.server.database) })
  proxy.held.then(() => command.kill())
  const { status, stderr } = await command.ended
  const { fired } = proxy
  names = [...new Set(proxy.names)]
  proxy.disarm()
  const what = `${fault} at ${fired}: ${stderr}`
  if (fired && fault === 'kill') assert.equal(status, 'SIGKILL', what)
  else if (status !== 0) assert.match(stderr, /^proforma ingest: \w+: /m, what)
  const isThere = await finish(file, was, what)
  assert.ok(!isThere || status === 0 || (fault === 'lose' && fired === 'commit'), what)
  return fired !== undefined
}

test(`a fault of any statement, seed ${seed}`, async (t) => {
  const chance = new Chance('command')
  assert.equal(await atStatement(Infinity, 'cut'), false)
  const faults = [...FAULTS, 'kill']
  const time = budget(3)
  const statements = names
  const all = statements.flatMap((name) => faults.map((fault) => [name, fault]))
  const first = [['commit', 'kill'], ['commit', 'lose'], ['end of copy', 'kill']]
  let met = 0
  for (const [place, fault] of [...first, ...isLong ? all : []]) met += await atStatement(place, fault)
  while (!time.isOver()) met += await atStatement(chance.pick(statements), chance.pick(faults))
  t.diagnostic(`${statements.length} statements by name, ${met} faults`)
})

test(`killed at any moment, seed ${seed}`, async (t) => {
  const chance = new Chance('moment')
  const began = Date.now()
  const { file, was } = await next()
  assert.equal((await ingestByHand(world, file).ended).status, 0)
  const took = Date.now() - began
  await finish(file, was, 'undisturbed')
  const found = { absent: 0, whole: 0 }
  for (const time = budget(3); !time.isOver();) {
    const round = await next()
    const command = ingestByHand(world, round.file)
    const ms = chance.below(took)
    await sleep(ms)
    command.kill()
    await command.ended
    found[await finish(round.file, round.was, `killed after ${ms} ms`) ? 'whole' : 'absent']++
  }
  t.diagnostic(`${took} ms undisturbed; ${JSON.stringify(found)}; ${JSON.stringify(await settled(world))}`)
})
