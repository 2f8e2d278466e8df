// What resources and tags have of charges: kept for recent days, in blocks, and parts of the charges to
// the last digit.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'

import { amount, sum } from './lib/amounts.mjs'
import { detailsIn } from './lib/details.mjs'
import { csv, row } from './lib/report.mjs'
import { startServer } from './lib/server.mjs'

const seed = Number(process.env.PROFORMA_TEST_SEED ?? Date.now() % 2 ** 31)
const external_id = '999999999999'
const NAMES = 'lineItem/ResourceId,resourceTags/user:Name,resourceTags/user:Team,costCategory/Unit'
const HEADER = NAMES.split(',').length

let server
before(async () => {
  server = await startServer()
  const { admin } = await server.newPartner('acme')
  await server.newPayer(admin, { external_id })
})
after(() => server?.stop())

let state = seed
function below(limit) {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0
  return Math.floor(state / 2 ** 32 * limit)
}

const daysAgo = (back) => new Date(Date.now() - back * 86_400_000).toISOString().slice(0, 10)

// Rows with `details`, the cells of NAMES as CSV.
function report(rows) {
  const [header, ...lines] = csv(rows).trimEnd().split('\n')
  return [`${header},${NAMES}`, ...lines.map((line, i) =>
    `${line},${rows[i].details ?? ','.repeat(HEADER - 1)}`), ''].join('\n')
}

let files = 0
async function loaded(source, rows) {
  const path = join(server.dataDir, `${++files}.csv`)
  writeFileSync(path, report(rows))
  const run = await server.cli('ingest', '--partner', 'acme', '--payer', external_id, '--source', source, path)
  assert.equal(run.status, 0, run.stderr)
  const id = server.value(`select id from drops where source = :'source' and state = 'current'`, { source })
  return { id, ...JSON.parse(run.stdout.trimEnd().split('\n').at(-1)) }
}

const charges = (period) => server.sql(
  `select a.external_id as account, c.day, c.sku_id, c.line_item_type, c.kind, c.quantity, c.cost,
     c.public_on_demand_cost
   from charges c
   join drops d on d.id = c.drop_id and d.state = 'current'
   join accounts a on a.id = c.account_id
   where c.period = :'period'
   order by 1, 2, 3, 4`, { period: `${period}-01` })

const usage = (given) => row({ unblended: '1', publicCost: '1', ...given })

test('recent days have details, others do not', async () => {
  const day = daysAgo(20)
  const period = day.slice(0, 7)
  const old = daysAgo(50)
  const result = await loaded('tags', [
    usage({ period, day, details: 'i-1,web,a,U' }),
    usage({ period, day, details: 'i-1,web,a,U' }),
    usage({ period, day, details: 'i-2,,"b""c",' }),
    usage({ period, day }),
    usage({ period, day: old, details: 'i-1,web,a,U' }),
    usage({ period, day: old, details: 'i-2,web,b,' }),
  ])
  assert.equal(result.charges, 4) /* told apart by resource and tags where they are kept */
  assert.deepEqual(charges(period).map((each) => [each.day, Number(each.quantity)]), [[old, 2], [day, 4]])
  const one = 10n ** 12n
  assert.deepEqual(
    detailsIn(server, period).map(({ day: d, resource, tags, quantity }) => [d, resource, tags, quantity]),
    [
      [day, 'i-1', '{"cost_category:Unit":"U","user:Name":"web","user:Team":"a"}', 2n * one],
      [day, 'i-2', '{"user:Team":"b\\"c"}', one],
    ])
})

const key = (each) => [each.account, each.day, each.service, each.usage_type, each.line_item_type,
  each.resource, each.tags].join('|')

// Added up from the rows, by other means than the server's.
function expectedOf(rows) {
  const sums = new Map()
  for (const each of rows) {
    const [resource, name, team] = (each.details ?? ',,,').split(',')
    const tags = { ...name && { 'user:Name': name }, ...team && { 'user:Team': team } }
    if (resource === '' && Object.keys(tags).length === 0) continue
    const at = key({ account: each.account, day: each.day, service: each.service,
      usage_type: each.usageType, line_item_type: each.type, resource,
      tags: Object.keys(tags).length ? JSON.stringify(tags) : '' })
    const before = sums.get(at) ?? { quantity: 0n, cost: 0n, public_on_demand_cost: 0n }
    sums.set(at, { quantity: before.quantity + amount(each.quantity),
      cost: before.cost + amount(each.unblended),
      public_on_demand_cost: before.public_on_demand_cost + amount(each.publicCost) })
  }
  return sums
}

test(`random rows, PROFORMA_TEST_SEED=${seed}`, async () => {
  const day = daysAgo(5)
  const period = day.slice(0, 7)
  const number = (most) => `${below(most)}.${`${below(10 ** 6)}`.padStart(6, '0')}`
  const rows = Array.from({ length: 9000 }, () => {
    const unblended = number(100)
    return usage({ period, day: below(2) ? day : `${period}-01`, account: `00000000000${below(2)}`,
      usageType: `Usage${below(3)}`, quantity: number(10), unblended,
      publicCost: below(2) ? unblended : number(100),
      details: below(10) === 0 ? ',,,' : `arn:资源/${below(6000)},${['', 'web', 'db'][below(3)]},${['', 'a'][below(2)]},` })
  })
  const result = await loaded('random', rows)
  const skus = new Map(server.sql('select id, service, usage_type from skus').map((sku) => [sku.id, sku]))
  const found = new Map(detailsIn(server, period).filter(({ resource, line_item_type }) =>
    line_item_type === 'Usage' && !resource.startsWith('i-')).map((detail) => {
    const { service, usage_type } = skus.get(detail.sku_id)
    const { quantity, cost, public_on_demand_cost } = detail
    return [key({ ...detail, service, usage_type }), { quantity, cost, public_on_demand_cost }]
  }))
  const expected = expectedOf(rows)
  assert.equal(found.size, expected.size)
  assert.ok(found.size > 5000)
  for (const [at, sums] of expected) assert.deepEqual(found.get(at), sums, at)
  const blocks = Number(server.value('select max(number) from charge_details'))
  assert.ok(blocks > 1, 'more than a block holds')
  const without = rows.filter(({ details }) => details === ',,,')
  const charged = new Set(rows.map((each) => [each.account, each.day, each.usageType].join('|')))
  const undetailed = new Set(without.map((each) => [each.account, each.day, each.usageType].join('|')))
  assert.equal(result.charges, expected.size + undetailed.size)
  assert.equal(Number(server.value(`select count(*) from charges where drop_id = :'id'`, { id: result.id })), charged.size)
  assert.equal(sum(rows.map(({ unblended }) => amount(unblended))), amount(result.cost))
})

test('a drop that takes the place of another has its own details alone', async () => {
  const day = daysAgo(3)
  const period = day.slice(0, 7)
  const of = (drop) => Number(server.value(`select coalesce(sum(details), 0) from charge_details where drop_id = :'id'`, { id: drop }))
  const first = await loaded('again', [usage({ period, day, details: 'i-7,,,' }), usage({ period, day, details: 'i-8,,,' })])
  assert.equal(of(first.id), 2)
  const second = await loaded('again', [usage({ period, day, details: 'i-9,,,' })])
  assert.equal(of(first.id), 0)
  assert.equal(of(second.id), 1)
})
