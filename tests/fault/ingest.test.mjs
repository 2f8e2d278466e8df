// An upload from its first byte to the new drop, while the n-th statement fails, the connection ends
// before it or before its answer, or the server is killed at it: the file becomes the current drop
// all the same, once, without anybody's help but the client's, who repeats what was not accepted.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { Chance, seed } from './lib/chance.mjs'
import { consistent, settled, tidied } from './lib/invariants.mjs'
import { Postgres } from './lib/postgres.mjs'
import { FAULTS } from './lib/proxy.mjs'
import { budget, isLong, until } from './lib/time.mjs'
import { World } from './lib/world.mjs'

let world, proxy, files
before(async () => {
  world = await World.make(await new Postgres().start(),
    { rows: 150, isProxied: true, variants: 2 });
  ({ proxy } = world)
  files = world.files.slice(0, 2)
})
after(() => world.stop())

const FAULTS_AND_KILL = [...FAULTS, 'kill']

const isEnded = async () => await world.count(`jobs where state in ('queued', 'running')`) === 0

const newestJob = async () => (await world.sql(
  `select id, state, attempts, error from jobs order by created_at desc limit 1`))[0]
const newestDrop = async () => (await world.sql(`select version, files -> 0 ->> 'sha256' as sha256
  from drops where state = 'current' and payer_id = :'id' and period = :'period'`,
{ id: world.payerOf(files[0]).id, period: `${files[0].period}-01` }))[0]

async function killServer() {
  await world.server.kill()
  proxy.cutAll()
  await world.server.start()
}

// Accepted, now or by the attempt whose answer was lost.
async function insist(file) {
  return until('the upload is accepted', async () => {
    const reply = await world.post(file).catch(() => ({ status: 0 }))
    assert.ok([0, 202, 409, 500, 503, 504].includes(reply.status), reply.text)
    return reply.status === 202 || reply.status === 409
  })
}

let rounds = 0
let names // of the statements of the last round

// The name of the statement that met the fault; undefined: none is at that place.
async function round(place, fault) {
  const file = files[++rounds % 2]
  const was = Number((await newestDrop()).version)
  let killing
  proxy.arm(place, fault === 'kill' ? 'hold' : fault)
  proxy.held.then(() => (killing = killServer()))
  const reply = await world.post(file).catch(() => ({ status: 0 }))
  if (reply.status !== 202) await insist(file)
  await until('the job ends', isEnded, 60)
  await killing
  await until('the job ends', isEnded, 60)
  const { fired } = proxy
  names = [...proxy.names]
  proxy.disarm()

  const what = `${fault} at ${fired}`
  const job = await newestJob()
  assert.equal(job.state, 'done', `${what}: ${JSON.stringify(job)}`)
  const drop = await newestDrop()
  assert.equal(drop.sha256, file.sha256, what)
  assert.equal(Number(drop.version), was + 1, what)
  return fired
}

// The moments that matter most come first, then any; a long run tries all of them.
const FIRST = [['job_finish', 'kill'], ['job_finish', 'lose'], ['commit', 'lose'],
  ['drop_supersede', 'kill'], ['end of copy', 'cut'], ['job_take', 'lose'], ['audit_append', 'kill']]

function* places(chance) {
  yield* FIRST
  const all = [...new Set(names)].flatMap((name) => FAULTS_AND_KILL.map((fault) => [name, fault]))
  if (isLong) yield* all
  for (;;) yield [chance.below(names.length) + 1, chance.pick(FAULTS_AND_KILL)]
}

test(`an upload survives the fault of any of its statements, seed ${seed}`, async (t) => {
  assert.equal(await round(Infinity, 'cut'), undefined)
  const statements = names.length
  const time = budget(8)
  const met = {}
  for (const [place, fault] of places(new Chance('ingest'))) {
    if (time.isOver()) break
    if (await round(place, fault)) met[fault] = (met[fault] ?? 0) + 1
    await consistent(world)
  }
  const found = { ...await settled(world), orphans: await tidied(world) }
  t.diagnostic(`${statements} statements; ${JSON.stringify(met)}; ${JSON.stringify(found)}`)
})
