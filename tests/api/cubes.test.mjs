// Rollups and cubes are added up by the program while it writes charges: they must be what SQL makes of
// those charges, and charges what the rows of the file say.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'

import { amount } from './lib/amounts.mjs'
import { csv, row } from './lib/report.mjs'
import { startServer } from './lib/server.mjs'

const seed = Number(process.env.PROFORMA_TEST_SEED ?? Date.now() % 2 ** 31)
const period = '2024-01'

let server
before(async () => {
  server = await startServer()
  const { admin } = await server.newPartner('acme')
  await server.newPayer(admin, { external_id: '999999999999' })
})
after(() => server?.stop())

let state = seed
function below(limit) {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0
  return Math.floor(state / 2 ** 32 * limit)
}
const oneOf = (...values) => values[below(values.length)]
const number = (most) => `${below(most)}.${String(below(10 ** 6)).padStart(6, '0')}`
const dayOf = (n) => `${period}-${String(1 + n).padStart(2, '0')}`

let files = 0
async function loaded(rows) {
  const path = join(server.dataDir, `${++files}.csv`)
  writeFileSync(path, csv(rows))
  const run = await server.cli('ingest', '--partner', 'acme', '--payer', '999999999999', path)
  assert.equal(run.status, 0, run.stderr)
}

const FIVE = ['unblended', 'cost', 'public_on_demand_cost', 'amortized', 'net_amortized']
const CUBES = {
  charge_rollups: { keys: ['account_id', 'sku_id', 'line_item_type', 'kind', 'is_free'],
    sums: ['quantity', ...FIVE, 'public_base'], days: true },
  service_cubes: { keys: ['service', 'region', 'line_item_type', 'kind'] },
  sku_cubes: { keys: ['sku_id', 'line_item_type', 'kind'] },
  account_cubes: { keys: ['account_id', 'kind'] },
  account_service_cubes: { keys: ['service', 'account_id', 'region', 'line_item_type', 'kind'] },
  service_day_cubes: { keys: ['day', 'service', 'region', 'line_item_type', 'kind'] },
  sku_day_cubes: { keys: ['sku_id', 'day', 'line_item_type', 'kind'] },
  account_day_cubes: { keys: ['account_id', 'day', 'kind'] },
  commitment_cubes: { keys: ['account_id', 'commitment_id', 'line_item_type'],
    sums: ['unblended', 'public_on_demand_cost', 'amortized'], of: 'commitment_id is not null' },
}

// Rows of a cube that SQL does not make of the charges, and the other way round.
function differences(cube, { keys, sums = FIVE, days = false, of = 'true' }) {
  const key = ['partner_id', 'drop_id', ...keys].join(', ')
  const spread = days ? ', min(day) as first_day, max(day) as last_day' : ''
  const columns = [...sums, ...days ? ['first_day', 'last_day'] : []]
  return server.sql(`with made as (
      select ${key}, ${sums.map((name) => `sum(${name}) as ${name}`).join(', ')}${spread}
      from charges c join skus s using (partner_id) where s.id = c.sku_id and ${of}
      group by ${key})
    select * from made m full join ${cube} c using (${key})
    where (${columns.map((name) => `m.${name}`).join(', ')})
      is distinct from (${columns.map((name) => `c.${name}`).join(', ')})`)
}

function checkCubes() {
  for (const [cube, what] of Object.entries(CUBES)) {
    assert.deepEqual(differences(cube, what), [], cube)
    const keys = ['drop_id', ...what.keys].join(', ')
    assert.deepEqual(server.sql(`select ${keys} from ${cube} group by ${keys} having count(*) > 1`), [], cube)
    assert.notEqual(server.value(`select count(*) from ${cube}`), '0', cube)
  }
}

// Charges as the file has them, by other means than the server's.
function checkCharges(rows) {
  const sums = new Map()
  for (const each of rows) {
    const key = [each.account, each.day, each.service, each.usageType, each.region, each.type,
      each.invoice ?? '', each.savingsPlan ?? '', each.unblended === '0' && each.type === 'Usage'].join('|')
    const before = sums.get(key) ?? { quantity: 0n, unblended: 0n, cost: 0n }
    sums.set(key, { quantity: before.quantity + amount(each.quantity),
      unblended: before.unblended + amount(each.unblended), cost: before.cost + amount(each.net) })
  }
  const found = server.sql(`select a.external_id as account, c.day, s.service, s.usage_type, s.region,
      c.line_item_type, i.value as invoice, m.value as plan, c.is_free, c.quantity, c.unblended, c.cost
    from charges c join accounts a on a.id = c.account_id join skus s on s.id = c.sku_id
    left join charge_texts i on i.id = c.invoice_id left join charge_texts m on m.id = c.commitment_id`)
  assert.equal(found.length, sums.size)
  for (const each of found) {
    const key = [each.account, each.day, each.service, each.usage_type, each.region, each.line_item_type,
      each.invoice ?? '', each.plan ?? '', each.is_free === 't'].join('|')
    assert.deepEqual({ quantity: amount(each.quantity), unblended: amount(each.unblended), cost: amount(each.cost) },
      sums.get(key), key)
  }
}

function anyRow() {
  const type = oneOf('Usage', 'Usage', 'Usage', 'Tax', 'Credit', 'SavingsPlanCoveredUsage', 'Invention')
  const unblended = type === 'Credit' ? `-${number(9)}` : oneOf('0', number(100))
  return row({ period, type, unblended, day: dayOf(below(31)), account: `00000000000${below(4)}`,
    service: oneOf('AmazonEC2', 'AmazonS3', 'AWSLambda'), region: oneOf('', 'us-east-1', 'eu-west-1'),
    usageType: `Usage${below(5)}`, quantity: number(10), rate: unblended === '0' ? '0' : '1',
    net: oneOf(unblended, unblended, number(100)), publicCost: oneOf(unblended, number(100)),
    invoice: oneOf(undefined, undefined, '1', '2'),
    ...type === 'SavingsPlanCoveredUsage' && { savingsPlan: oneOf('arn:1', 'arn:2'), planCost: number(50), netPlanCost: number(50) } })
}

test(`random rows, PROFORMA_TEST_SEED=${seed}`, async () => {
  const rows = Array.from({ length: 6000 }, anyRow)
  await loaded(rows)
  checkCharges(rows)
  checkCubes()
})

// Charges of an account are sorted some ten thousand at a time, and sums beyond a hundred thousand spilled.
test('an account with more charges, and a report with more sums, than are held at once', async () => {
  const one = (account, n, day) => row({ period, account, service: `S${n}`, usageType: `U${n}`,
    region: '', day: dayOf(day), unblended: '1.5', net: '1.5', publicCost: '', rate: '1', invoice: undefined })
  const rows = [
    ...Array.from({ length: 34_100 }, (_, i) => one('000000000001', i % 1100, Math.floor(i / 1100))),
    ...Array.from({ length: 63_000 }, (_, i) => one('000000000002', i % 2100, Math.floor(i / 2100))),
    ...Array.from({ length: 200 }, anyRow),
  ]
  await loaded(rows)
  checkCharges(rows)
  checkCubes()
})
