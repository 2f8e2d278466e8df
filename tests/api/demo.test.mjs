// The demo partner: what the database and the API say of it equals what its files say, added up
// here in another way.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { gunzipSync } from 'node:zlib'

import { amount, sum, text } from './lib/amounts.mjs'
import { assertProblem, parseCsv, startServer } from './lib/server.mjs'

const PASSWORD = 'welcome to proforma'

describe('the demo partner', () => {
  let server
  let first
  let admin
  before(async () => {
    server = await startServer()
    first = await server.cli('demo')
    assert.equal(first.status, 0, first.stderr)
    admin = await server.signIn('demo', PASSWORD)
  })
  after(() => server.stop())

  // What the kept file of a drop says: sums by line item type, of rows that are cost.
  function sumsOfFile(partner, drop, sha256) {
    const folder = join(server.dataDir, 'sources', partner, drop.payer_id, drop.source, drop.period)
    const name = readdirSync(folder).find((file) => file.startsWith(sha256))
    const [header, ...rows] = parseCsv(gunzipSync(readFileSync(join(folder, name))).toString())
    const at = (column) => header.indexOf(column)
    const columns = [at('lineItem/LineItemType'), at('lineItem/Operation'),
      at('lineItem/UnblendedCost'), at('lineItem/NetUnblendedCost')]
    const types = new Map()
    let skipped = 0
    for (const row of rows) {
      const [type, operation, unblended, net] = columns.map((column) => row[column])
      if (operation === 'EKSPod-EC2') {
        skipped++
        continue
      }
      const sums = types.get(type) ?? { rows: 0, cost: 0n }
      sums.rows++
      sums.cost += amount(net || unblended)
      types.set(type, sums)
    }
    return { types, skipped }
  }

  test('prints who may sign in', () => {
    for (const username of ['demo', 'demo-finance', 'demo-auditor', 'demo-payer', 'demo-customer'])
      assert.match(first.stdout, new RegExp(`^  ${username} +\\w+$`, 'm'))
    assert.ok(first.stdout.includes(PASSWORD))
  })

  const allDrops = async () => (await admin.ok('GET', '/drops?limit=1000')).items
  const currentDrops = async () => (await allDrops()).filter((drop) => drop.state === 'current')

  test('has fourteen months of three payers, each reconciled', async () => {
    const drops = await currentDrops()
    assert.equal(drops.length, 42)
    assert.equal(new Set(drops.map((drop) => drop.period)).size, 14)
    assert.equal(drops.map((drop) => drop.period).sort().at(-1), new Date().toISOString().slice(0, 7))
    assert.ok(drops.every((drop) => drop.reconciled && drop.cost === drop.source_cost))
    assert.deepEqual(drops.flatMap((drop) => drop.unknown_types), [])
  })

  test('has one month in two versions, the earlier one without the last days', async () => {
    const [early, ...more] = (await allDrops()).filter((drop) => drop.state === 'superseded')
    assert.deepEqual(more, [])
    const later = (await currentDrops()).find((drop) => drop.payer_id === early.payer_id && drop.period === early.period)
    assert.deepEqual([early.version, later.version], [1, 2])
    assert.ok(early.rows < later.rows && amount(early.cost) < amount(later.cost))
  })

  test('says of every month what its file says', async () => {
    const partner = admin.user.partner_id ?? (await admin.ok('GET', '/me')).user.partner_id
    for (const { id } of await allDrops()) {
      const drop = await admin.ok('GET', `/drops/${id}`)
      const { types, skipped } = sumsOfFile(partner, drop, drop.files[0].sha256)
      const shown = new Map()
      for (const line of drop.by_charge_type) {
        const sums = shown.get(line.line_item_type) ?? { rows: 0, cost: 0n }
        sums.rows += line.rows
        sums.cost += amount(line.cost)
        shown.set(line.line_item_type, sums)
      }
      assert.deepEqual([...shown].sort(), [...types].sort(), `${drop.payer_name} ${drop.period}`)
      assert.equal(drop.skipped_rows, skipped)
      assert.equal(drop.rows, [...types.values()].reduce((rows, sums) => rows + sums.rows, 0))
      assert.equal(drop.cost, text(sum([...types.values()].map((sums) => sums.cost))))
    }
  })

  test('bills and unassigned accounts add up to all charges of every month', async () => {
    const drops = await currentDrops()
    for (const period of new Set(drops.map((drop) => drop.period))) {
      const bills = await admin.ok('GET', `/bills?period=${period}&exact=true`)
      const charged = sum(drops.filter((drop) => drop.period === period).map((drop) => amount(drop.cost)))
      const billed = sum(bills.items.map((bill) => amount(bill.cost)))
      assert.equal(text(billed + amount(bills.unassigned.cost)), text(charged), period)
      assert.equal(bills.items.length, 12)
    }
  })

  test('one customer is priced below cost, the others above', async () => {
    const period = new Date(new Date().setUTCDate(0)).toISOString().slice(0, 7)
    const { items } = await admin.ok('GET', `/bills?period=${period}`)
    const margins = new Map(items.map((bill) => [bill.name, amount(bill.margin)]))
    assert.ok(margins.get('拓野机器人 Frontier Robotics') < 0n, [...margins].join('\n'))
    assert.ok([...margins.values()].filter((margin) => margin > 0n).length >= 8, [...margins].join('\n'))
  })

  test('each of its people sees what their role allows', async () => {
    const customer = await server.signIn('demo-customer', PASSWORD)
    const period = new Date().toISOString().slice(0, 7)
    const { items } = await customer.ok('GET', `/bills?period=${period}`)
    assert.deepEqual(items.map((bill) => bill.name), ['云帆电商 Yunfan Commerce'])
    assert.ok(!('cost' in items[0]) && !('margin' in items[0]))
    assertProblem(await customer.get('/drops'), 'forbidden', { status: 403 })

    const payerAdmin = await server.signIn('demo-payer', PASSWORD)
    const payers = (await payerAdmin.ok('GET', '/payers')).items
    assert.deepEqual(payers.map((payer) => payer.external_id), ['410287653901'])

    const auditor = await server.signIn('demo-auditor', PASSWORD)
    assertProblem(await auditor.post('/pricing-plans', { name: 'x', basis: 'unblended' }), 'forbidden')
  })

  test('run again it changes nothing', async () => {
    const state = () =>
      createHash('sha256')
        .update(JSON.stringify(['partners', 'payers', 'accounts', 'drops', 'pricing_plans',
          'pricing_rules', 'billing_groups', 'assignments', 'custom_charges', 'users']
          .map((table) => server.sql(`select md5(string_agg(t::text, '|' order by t::text)) as md5
            from ${table} t`))))
        .digest('hex')
    server.sql('update users set last_sign_in_at = null')
    const before_ = state()
    const again = await server.cli('demo')
    assert.equal(again.status, 0, again.stderr)
    assert.match(again.stdout, /^Demo partner "demo" \(as it was\)/)
    assert.equal(state(), before_)
  })

  test('its audit log is unbroken', async () => {
    const verified = await server.cli('audit', 'verify')
    assert.equal(verified.status, 0, verified.stdout)
    assert.match(verified.stdout, /^demo: \d+ entries, unbroken$/m)
  })
})

describe('load files', () => {
  let server
  before(async () => {
    server = await startServer()
  })
  after(() => server.stop())

  test('are the same for the same arguments, and their sums are what ingest finds', async () => {
    const { admin, partner } = await server.newPartner('load')
    const write = (name, ...more) =>
      server.cli('demo', '--rows', '12345', '--out', join(server.dataDir, name), ...more)
    const made = await write('a.csv.gz', '--payer', '123456789012', '--period', '2026-02')
    assert.equal(made.status, 0, made.stderr)
    await write('b.csv.gz', '--payer', '123456789012', '--period', '2026-02')
    await write('c.csv.gz', '--payer', '123456789012', '--period', '2026-02', '--seed', '2')
    const bytes = (name) => readFileSync(join(server.dataDir, name))
    assert.ok(bytes('a.csv.gz').equals(bytes('b.csv.gz')))
    assert.ok(!bytes('a.csv.gz').equals(bytes('c.csv.gz')))

    const sums = JSON.parse(made.stdout)
    assert.equal(sums.rows, 12345)
    await server.newPayer(admin, { external_id: '123456789012' })
    const ingested = await server.cli('ingest', '--partner', partner.slug, '--payer', '123456789012',
      join(server.dataDir, 'a.csv.gz'))
    assert.equal(ingested.status, 0, ingested.stderr)
    const result = JSON.parse(ingested.stdout)
    for (const member of ['rows', 'cost', 'public_on_demand_cost', 'period'])
      assert.equal(result[member], sums[member], member)
  })

  test('wrong arguments are refused', async () => {
    for (const args of [['--rows', '10'], ['--out', 'x.csv'], ['--rows', '-1', '--out', 'x.csv'],
      ['--rows', 'ten', '--out', 'x.csv'], ['--rows', '1', '--out', 'x.csv', 'more'],
      ['--rows', '1', '--out', 'x.csv', '--period', '2026-13'], ['--what']]) {
      const run = await server.cli('demo', ...args)
      assert.equal(run.status, 2, args.join(' '))
      assert.match(run.stderr, /^usage: proforma demo/)
    }
    const run = await server.cli('demo', '--rows', '1', '--out', '/nonexistent/x.csv')
    assert.equal(run.status, 1)
    assert.match(run.stderr, /^proforma demo: could not write "\/nonexistent\/x\.csv": No such file or directory\n$/)
  })
})
