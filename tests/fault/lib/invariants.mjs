// What must be true after anything (ARCHITECTURE.md, docs/pricing.md), recomputed in other ways
// than the server's. `consistent` may be asked at any moment; `settled` when nothing is under way.
import assert from 'node:assert/strict'
import { existsSync, readdirSync, utimesSync } from 'node:fs'
import { join } from 'node:path'

import { allocate, costOf, rateGroup, sum, text, units } from '../../api/lib/pricing.mjs'
import { until } from './time.mjs'
import { PERIODS } from './world.mjs'

const CUBES = ['service_cubes', 'sku_cubes', 'account_cubes', 'account_service_cubes',
  'service_day_cubes', 'sku_day_cubes', 'account_day_cubes']
const LEVELS = ['charges', 'charge_rollups', 'rollup_blocks', ...CUBES, 'commitment_cubes']

// ---- by rows of the database: what each of these finds is wrong ----

const sums = (table) => `select '${table}' as level, drop_id, sum(unblended) as unblended,
  sum(cost) as cost, sum(public_on_demand_cost) as public_cost, sum(amortized) as amortized,
  sum(net_amortized) as net_amortized from ${table} group by drop_id`

const WRONG = {
  'one drop of a source and month is current, and versions have no gap':
    `select payer_id, source, period from drops group by 1, 2, 3
     having count(*) filter (where state = 'current') <> 1 or count(*) <> max(version)`,
  'charges, rollups and cubes are those of current drops':
    `select level, drop_id from (${LEVELS.map((table) =>
      `select distinct '${table}' as level, drop_id from ${table}`).join(' union all ')}) as there
     where drop_id not in (select id from drops where state = 'current')`,
  'a current drop is whole':
    `select id, cost, source_cost, charges from drops d where state = 'current'
       and (not reconciled or cost <> source_cost
         or charges <> (select count(*) from charges c where c.drop_id = d.id)
         or cost <> (select sum(cost) from charges c where c.drop_id = d.id))`,
  'rollups and cubes add up to the charges':
    `with charges_of as (${sums('charges')})
     select l.* from charges_of c
     join (${['charge_rollups', ...CUBES].map(sums).join(' union all ')}) as l using (drop_id)
     where (l.unblended, l.cost, l.public_cost, l.amortized, l.net_amortized)
       is distinct from (c.unblended, c.cost, c.public_cost, c.amortized, c.net_amortized)`,
  'blocks have the rollups':
    `select drop_id, account_id from rollup_blocks b
     full join (select drop_id, account_id, count(*) as rollups, sum(length(pack_rollup(r))) as bytes
       from charge_rollups r group by 1, 2) as r using (drop_id, account_id)
     where (b.rollups, length(b.block)) is distinct from (r.rollups, r.bytes)`,
  'each drop is in the audit log once, and nothing else is as one':
    `select d.id, e.entity_id from drops d
     full join audit_entries e on e.entity_id = d.id::text and e.partner_id = d.partner_id
     where e.action = 'drop.create' or e.action is null
     group by 1, 2 having count(*) <> 1 or d.id is null or e.entity_id is null`,
  'each upload is in the audit log once':
    `select j.id, e.entity_id from jobs j
     full join audit_entries e on e.entity_id = j.id::text and e.partner_id = j.partner_id
     where e.action = 'job.create' or e.action is null
     group by 1, 2 having count(*) <> 1 or j.id is null or e.entity_id is null`,
  'each custom charge is in the audit log once':
    `select c.id, e.entity_id from custom_charges c
     full join audit_entries e on e.entity_id = c.id::text and e.partner_id = c.partner_id
     where e.action = 'custom_charge.create' or e.action is null
     group by 1, 2 having count(*) <> 1 or c.id is null or e.entity_id is null`,
  'each session is in the audit log once':
    `select s.id from sessions s left join audit_entries e on e.entity_id = s.id::text
       and e.action = 'session.create'
     group by s.id having count(e) <> 1`,
  'no two jobs made the same drop':
    `select result ->> 'drop_id' from jobs
     where state = 'done' and result ->> 'unchanged' = 'false' group by 1 having count(*) > 1`,
}

// Each query alone sees one moment, so this may be asked under load.
export async function consistent(world) {
  for (const [what, query] of Object.entries(WRONG))
    assert.deepEqual(await world.sql(query), [], what)
  const { status, stdout, stderr } = await world.server.cliWith(
    { database_url: world.server.serverUrl }, 'audit', 'verify')
  assert.equal(status, 0, `audit verify: ${stdout}${stderr}`)
}

// ---- by the files: their rows, one by one ----

async function currentDrops(world) {
  const drops = await world.sql(`select period, cost, files -> 0 ->> 'sha256' as sha256 from drops
    where state = 'current' order by period`)
  return drops.map((drop) => ({ ...drop, file: world.fileOf(drop.sha256) }))
}

async function checkBills(world, period, rows) {
  const { admin } = world
  const costs = []
  for (const group of world.groups) {
    const plan = await admin.ok('GET', `/pricing-plans/${world.plan.id}`)
    const { assignments } = await admin.ok('GET', `/billing-groups/${group.id}/accounts`)
    const lines = rateGroup(rows, assignments, plan)
    const exact = await admin.ok('GET', `/bills/${group.id}/${period}?exact=true`)
    const shown = await admin.ok('GET', `/bills/${group.id}/${period}`)
    assert.equal(exact.cost, text(sum(lines.map((line) => line.cost))))
    assert.equal(exact.pro_forma, text(sum(lines.map((line) => line.pro_forma))))
    assert.equal(units(exact.margin), units(exact.pro_forma) - units(exact.cost))
    assert.deepEqual(shown.lines.map((line) => units(line.pro_forma) / 10n ** 10n),
      allocate(lines.map((line) => line.pro_forma), 2))
    costs.push(units(exact.cost))
  }
  const all = await admin.ok('GET', `/bills?period=${period}&exact=true`)
  assert.equal(units(all.total.cost), sum(costs))
  assert.equal(text(units(all.total.cost) + units(all.unassigned.cost)),
    text(sum(rows.map(costOf))), 'bills and unassigned add up to the rows')
}

// ---- jobs ----

const ENDS = new Set(['internal', 'unavailable', 'timeout', 'disk_full', 'ingest_in_progress'])

// Each ended once: done with the drop of its file, or failed for a reason that is not the file's.
async function checkJobs(world) {
  const jobs = await world.sql(`select j.id, j.state, j.error ->> 'code' as code, j.error ->> 'detail' as
      detail, d.files -> 0 ->> 'sha256' as sha256
    from jobs j left join drops d on d.id::text = j.result ->> 'drop_id'`)
  const byId = new Map(jobs.map((job) => [job.id, job]))
  for (const job of jobs) {
    if (job.state === 'failed') assert.ok(ENDS.has(job.code), JSON.stringify(job))
    else assert.equal(job.state, 'done', JSON.stringify(job))
    if (job.state === 'done') assert.ok(job.sha256, `the drop of ${JSON.stringify(job)}`)
  }
  for (const { id, sha256 } of world.accepted ?? []) {
    assert.ok(byId.has(id), `job ${id} was accepted and is lost`)
    const job = byId.get(id)
    if (job.state === 'done') assert.equal(job.sha256, sha256, `job ${id} made the drop of its file`)
  }
  return jobs
}

const uploads = (world) => join(world.server.dataDir, 'uploads')

// Files that wait for no job: their server died at the wrong moment.
async function orphansOf(world) {
  const folder = uploads(world)
  const waiting = existsSync(folder)
    ? readdirSync(folder).filter((name) => name.endsWith('.waiting')).map((name) => name.slice(0, -8))
    : []
  const jobs = await world.sql(`select payload ->> 'upload_id' as id from jobs where state <> 'done'`)
  const kept = new Set(jobs.map(({ id }) => id))
  return waiting.filter((id) => !kept.has(id))
}

// Everything: when all jobs have ended.
export async function settled(world) {
  await consistent(world)
  const jobs = await checkJobs(world)
  const drops = await currentDrops(world)
  for (const { file, cost } of drops)
    assert.equal(text(units(cost)), text(sum(file.rows.map(costOf))), 'a drop has the cost of its file')
  for (const period of PERIODS) {
    const rows = drops.filter((drop) => drop.file.period === period).flatMap((drop) => drop.file.rows)
    await checkBills(world, period, rows)
  }
  return { jobs: jobs.length, failed: jobs.filter((job) => job.state === 'failed').length }
}

// What nobody will read goes with time. Returns how many files that were.
export async function tidied(world) {
  const orphans = await orphansOf(world)
  const old = Date.now() / 1000 - 25 * 3600
  for (const id of orphans) utimesSync(join(uploads(world), `${id}.waiting`), old, old)
  await world.server.restart()
  await until('files that wait for no job are gone', async () =>
    (await orphansOf(world)).length === 0)
  return orphans.length
}
