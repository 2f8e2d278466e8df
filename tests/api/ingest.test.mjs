// Files become drops: over the API and on the command line, the good ones and the bad ones.
import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { after, before, describe, test } from 'node:test'
import { gunzipSync, gzipSync } from 'node:zlib'

import { csv, row } from './lib/report.mjs'
import { assertProblem, root, startServer } from './lib/server.mjs'
import { until } from './lib/wait.mjs'
import { zip } from './lib/zip.mjs'

const REAL = process.env.PROFORMA_TEST_CUR ?? join(root, '../shared/data/cur1-nov2023.csv')

let server
let admin
let partner
let payer
const external_id = '999999999999'

before(async () => {
  server = await startServer()
  ;({ admin, partner } = await server.newPartner('acme'))
  payer = await server.newPayer(admin, { external_id })
})
after(() => server?.stop())

// ---- what the tests ask ----

let files = 0
function written(bytes, name = `${++files}.csv`) {
  const path = join(server.dataDir, name)
  writeFileSync(path, bytes)
  return path
}

const command = (...paths) =>
  server.cli('ingest', '--partner', 'acme', '--payer', external_id, ...paths)

async function loaded(...paths) {
  const run = await command(...paths)
  assert.equal(run.status, 0, run.stderr)
  const lines = run.stdout.trimEnd().split('\n')
  return JSON.parse(lines.at(-1))
}

async function uploaded(bytes, filename, query) {
  const job = await admin.upload(payer.id, bytes, filename, query)
  assert.equal(job.state, 'done', JSON.stringify(job.error))
  return job.result
}

const current = (period) =>
  server.sql(
    `select a.external_id as account, c.day, s.service, s.usage_type, c.line_item_type, c.kind,
       c.is_free, i.value as invoice, m.value as commitment,
       trim_scale(c.quantity) as quantity, trim_scale(c.unblended) as unblended,
       trim_scale(c.cost) as cost, trim_scale(c.public_on_demand_cost) as public_cost
     from charges c
     join drops d on d.id = c.drop_id and d.state = 'current'
     join accounts a on a.id = c.account_id
     join skus s on s.id = c.sku_id
     left join charge_texts i on i.id = c.invoice_id
     left join charge_texts m on m.id = c.commitment_id
     where c.period = :'period'
     order by 1, 2, 3, 4, 5, 6, 7, 8, 9`,
    { period: `${period}-01` },
  )

const CUBES = ['service_cubes', 'sku_cubes', 'account_cubes', 'account_service_cubes',
  'service_day_cubes', 'sku_day_cubes', 'account_day_cubes', 'commitment_cubes']

// Everything an ingest may write, to see that nothing did.
const everything = () =>
  server.sql(
    `select (select count(*) from drops) as drops, (select count(*) from charges) as charges,
       (select coalesce(sum(cost), 0) from charges) as cost, (select count(*) from skus) as skus,
       (select count(*) from accounts) as accounts, (select count(*) from charge_texts) as texts,
       (select count(*) from charge_details) as details,
       (select count(*) from charge_rollups) as rollups,
       (select count(*) from rollup_blocks) as blocks,
       ${CUBES.map((name) => `(select count(*) from ${name}) as ${name}`).join(', ')},
       (select count(*) from audit_entries where entity = 'drop') as audit`,
  )[0]

const sourceFiles = () => {
  const folder = join(server.dataDir, 'sources')
  return existsSync(folder) ? readdirSync(folder, { recursive: true }).length : 0
}
const waitingFiles = () =>
  readdirSync(join(server.dataDir, 'uploads')).filter((name) => name.endsWith('.waiting'))

// A job's file goes once its outcome is stored.
const nothingWaits = () => until('no file waits', () => waitingFiles().length === 0)
const isWaitingToCopy = () =>
  server.value(`select count(*) from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock' and query ilike 'copy %'`) !== '0'

const usage = (given) => row({ publicCost: '2', unblended: '1', ...given })

// ---- tests ----

describe('a report', () => {
  const rows = [
    usage({ day: '2023-04-01', start: '2023-04-01T01:00:00Z', quantity: '1.5' }),
    usage({ day: '2023-04-01', start: '2023-04-01T02:00:00.000Z', quantity: '0.5', publicCost: '3' }),
    usage({ day: '2023-04-02', account: '000000000012' }),
    usage({ day: '2023-04-02', usageType: 'Requests', rate: '', unblended: '0.0', publicCost: '0.7' }),
    usage({ day: '2023-04-03', type: 'Tax', unblended: '0.33', publicCost: '', invoice: 'INV-7' }),
    usage({ day: '2023-04-03', type: 'EdpDiscount', unblended: '-0.5', publicCost: '' }),
    usage({ day: '2023-04-04', type: 'Invention', unblended: '4', publicCost: '', net: '3.5' }),
    usage({ day: '2023-04-04', type: 'DiscountedUsage', unblended: '0', reservation: 'arn:ri' }),
    usage({ day: '2023-04-04', type: 'SavingsPlanNegation', unblended: '-1', publicCost: '-1', savingsPlan: 'arn:sp' }),
    usage({ day: '2023-04-05', operation: 'EKSPod-EC2', unblended: '99', publicCost: '99' }),
  ]
  const sum = { rows: 9, charges: 8, cost: '5.33', public_on_demand_cost: '9.7', currency: 'USD', period: '2023-04' }

  test('becomes charges, one for rows that are alike', async () => {
    const { seconds, ...result } = await loaded(written(csv(rows)))
    assert.equal(typeof seconds, 'number')
    assert.deepEqual(result, sum)
    const alike = { commitment: null, invoice: null, is_free: 'f', kind: 'usage', service: 'AmazonEC2' }
    const mine = { ...alike, account: '111111111111', usage_type: 'BoxUsage' }
    assert.deepEqual(current('2023-04'), [
      { ...mine, account: '000000000012', day: '2023-04-02', line_item_type: 'Usage', quantity: '1', unblended: '1', cost: '1', public_cost: '2' },
      { ...mine, day: '2023-04-01', line_item_type: 'Usage', quantity: '2', unblended: '2', cost: '2', public_cost: '5' },
      { ...mine, day: '2023-04-02', usage_type: 'Requests', line_item_type: 'Usage', is_free: 't', quantity: '1', unblended: '0', cost: '0', public_cost: '0.7' },
      { ...mine, day: '2023-04-03', line_item_type: 'EdpDiscount', kind: 'discount', quantity: '1', unblended: '-0.5', cost: '-0.5', public_cost: '0' },
      { ...mine, day: '2023-04-03', line_item_type: 'Tax', kind: 'tax', invoice: 'INV-7', quantity: '1', unblended: '0.33', cost: '0.33', public_cost: '0' },
      { ...mine, day: '2023-04-04', line_item_type: 'DiscountedUsage', commitment: 'arn:ri', quantity: '1', unblended: '0', cost: '0', public_cost: '2' },
      { ...mine, day: '2023-04-04', line_item_type: 'Invention', kind: 'other', quantity: '1', unblended: '4', cost: '3.5', public_cost: '0' },
      { ...mine, day: '2023-04-04', line_item_type: 'SavingsPlanNegation', commitment: 'arn:sp', quantity: '0', unblended: '-1', cost: '-1', public_cost: '0' },
    ].map((each) => ({ ...each })))
  })

  test('shows as a drop that agrees with its rows', async () => {
    const { items } = await admin.ok('GET', `/drops?payer_id=${payer.id}&period=2023-04`)
    assert.equal(items.length, 1)
    const { id, created_at, seconds, ...drop } = items[0]
    assert.match(created_at, /Z$/)
    assert.match(seconds, /^\d+(\.\d+)?$/)
    const expected = {
      source: 'upload', payer_id: payer.id, payer_name: payer.name, period: '2023-04', version: 1,
      rows: 9, skipped_rows: 1, charges: 8, cost: '5.33', source_cost: '5.33',
      public_on_demand_cost: '9.7', currency: 'USD', state: 'current', reconciled: true,
      rounded_values: 0, unknown_types: ['Invention'], first_day: '2023-04-01',
      last_day: '2023-04-04',
    }
    const { detail_from, ...shown } = drop
    assert.match(detail_from, /^\d{4}-\d\d-\d\d$/)
    assert.deepEqual(shown, expected)

    const whole = await admin.ok('GET', `/drops/${id}`)
    // in the order of types: two threads meet them in any
    assert.deepEqual(whole.by_charge_type, [
      { line_item_type: 'DiscountedUsage', kind: 'usage', rows: 1, cost: '0', public_on_demand_cost: '2' },
      { line_item_type: 'EdpDiscount', kind: 'discount', rows: 1, cost: '-0.5', public_on_demand_cost: '0' },
      { line_item_type: 'Invention', kind: 'other', rows: 1, cost: '3.5', public_on_demand_cost: '0' },
      { line_item_type: 'SavingsPlanNegation', kind: 'usage', rows: 1, cost: '-1', public_on_demand_cost: '0' },
      { line_item_type: 'Tax', kind: 'tax', rows: 1, cost: '0.33', public_on_demand_cost: '0' },
      { line_item_type: 'Usage', kind: 'usage', rows: 4, cost: '3', public_on_demand_cost: '7.7' },
    ])
    assert.equal(whole.files.length, 1)
    assert.equal(whole.files[0].rows, 10)
    assert.match(whole.files[0].sha256, /^[0-9a-f]{64}$/)
    assert.match(whole.files[0].name, /\.csv$/)
  })

  test('adds accounts it is the first to name, in no group', async () => {
    const { items } = await admin.ok('GET', `/accounts?payer_id=${payer.id}&unassigned=true`)
    assert.deepEqual(
      items.map(({ external_id: id, billing_group_id, first_seen_period }) => [id, billing_group_id, first_seen_period]).sort(),
      [['000000000012', null, '2023-04'], ['111111111111', null, '2023-04']])
  })

  test('again changes nothing', async () => {
    const before = everything()
    const path = written(csv(rows))
    const { seconds, ...result } = await loaded(path)
    assert.deepEqual(result, sum)
    const again = await uploaded(readFileSync(path), 'other-name.csv')
    assert.equal(again.unchanged, true)
    assert.deepEqual(everything(), before)
  })

  test('is the same in any format, in parts, in any order', async () => {
    const expected = current('2023-04')
    const half = [csv(rows.slice(0, 4)), csv(rows.slice(4))]
    const forms = {
      gz: [gzipSync(csv(rows))],
      'gz-members': [Buffer.concat([gzipSync(csv(rows).slice(0, 700)), gzipSync(csv(rows).slice(700))])],
      crlf: [`\ufeff${csv(rows).replaceAll('\n', '\r\n')}`],
      parts: half,
      'parts-back': [half[1], half[0]],
      zip: [zip({ 'x/1.csv': half[0], 'x/2.csv': half[1] })],
      'zip-back': [zip({ '2.csv.gz': gzipSync(half[1]), '1.csv': half[0], 'a-Manifest.json': '{}' })],
      mixed: [zip({ '2.csv': half[1] }), gzipSync(half[0])],
      reversed: [csv(rows.toReversed())],
    }
    for (const [source, contents] of Object.entries(forms)) {
      const paths = contents.map((content, i) => written(content, `${source}-${i}.bin`))
      const result = await loaded('--source', source, ...paths)
      assert.equal(result.cost, sum.cost, source)
      // Only this form is current: the one before is replaced by an empty month.
      server.sql(`update drops set state = 'superseded' where source <> :'source'`, { source })
      assert.deepEqual(current('2023-04'), expected, source)
    }
    server.sql(`update drops set state = 'superseded' where source <> 'upload'`)
    server.sql(`update drops set state = 'current' where source = 'upload'`)
  })

  test('of the command line is refused when it is of another period than asked for', async () => {
    const before = everything()
    const path = written(csv(rows.slice(1)))
    const run = await command('--period', '2023-05', path)
    assert.equal(run.status, 1)
    assert.match(run.stderr, /^proforma ingest: wrong_period: .*row 1 \(line 2\), column bill\/BillingPeriodStartDate/)
    assert.deepEqual(everything(), before)
    assert.equal((await command('--period', '2023-05', written(csv(rows)))).status, 1)
  })
})

describe('Parquet', () => {
  const library = join(process.env.PROFORMA_TEST_BUILD_DIR ?? join(root, 'build'), 'libduckdb.so')
  const options = { skip: !existsSync(library) && 'libduckdb.so is not beside the program' }
  const fixture = (name) => readFileSync(join(root, 'tests/api/fixtures', name))
  const rows = [
    usage({ day: '2023-08-01', quantity: '1.5', unblended: '0.1' }),
    usage({ day: '2023-08-02', account: '000000000012', unblended: '0.000000000001' }),
    usage({ day: '2023-08-02', usageType: 'Requests', rate: '0', unblended: '0', publicCost: '0.7' }),
    usage({ day: '2023-08-03', type: 'Tax', unblended: '0.33', publicCost: '', invoice: 'INV-7' }),
    usage({ day: '2023-08-04', type: 'DiscountedUsage', unblended: '0', reservation: 'arn:ri', reservationCost: '0.25', netReservationCost: '0.2' }),
    usage({ day: '2023-08-04', type: 'SavingsPlanRecurringFee', unblended: '3', publicCost: '', savingsPlan: 'arn:sp', commitment: '9', usedCommitment: '8.5' }),
    usage({ day: '2023-08-05', operation: 'ECSTask-EC2', unblended: '99', publicCost: '99' }),
  ]
  const only = (source) => server.sql(
    `update drops set state = case when source = :'source' then 'current' else 'superseded' end
     where period = '2023-08-01'`, { source })

  test('gives what the CSV of the same rows gives', options, async () => {
    const { cost } = await uploaded(csv(rows), 'a.csv', { source: 'csv' })
    only('csv')
    const expected = current('2023-08')
    assert.equal(cost, '3.430000000001')
    const forms = {
      snappy: fixture('cur1-athena.snappy.parquet'),
      zstd: fixture('cur2.zstd.parquet'),
      zipped: zip({ 'part-1.parquet': fixture('cur2.zstd.parquet') }),
    }
    for (const [source, bytes] of Object.entries(forms)) {
      const result = await uploaded(bytes, 'a.parquet', { source })
      assert.deepEqual([result.rows, result.skipped_rows, result.cost], [6, 1, cost], source)
      only(source)
      assert.deepEqual(current('2023-08'), expected, source)
    }
  })

  test('that is damaged is refused', options, async () => {
    const bytes = fixture('cur2.zstd.parquet')
    const before = everything()
    for (const [broken, code] of [[bytes.subarray(0, -100), 'file_truncated'],
      [Buffer.concat([bytes.subarray(0, -8), Buffer.from('zzzzPAR1')]), 'file_corrupt'],
      [Buffer.concat([bytes.subarray(0, 10), Buffer.alloc(900, 0xff), bytes.subarray(910)]), 'file_corrupt']]) {
      const job = await admin.upload(payer.id, broken, 'a.parquet')
      assert.equal(job.state, 'failed')
      assert.equal(job.error.code, code, job.error.detail)
    }
    assert.deepEqual(everything(), before)
  })

  test('without the library is refused with one clear error', async () => {
    const run = await server.cliWith({ duckdb_library: '/nonexistent.so' }, 'ingest', '--partner', 'acme',
      '--payer', external_id, written(fixture('cur2.zstd.parquet'), 'a.parquet'))
    assert.equal(run.status, 1)
    assert.match(run.stderr, /^proforma ingest: parquet_unavailable: "a\.parquet" is Parquet: [^\n]+\n$/)
  })
})

describe('a new version', () => {
  const period = '2023-06'
  const version = (n) => csv(Array.from({ length: 40 }, (_, i) => usage({
    day: `2023-06-${String((i % 28) + 1).padStart(2, '0')}`, usageType: `u${i % (n + 3)}`, unblended: String(n), publicCost: '' })))

  test('takes the place of the one before, whole', async () => {
    const first = await uploaded(version(1), 'a.csv', { source: 'versions' })
    assert.equal(first.unchanged, false)
    const second = await uploaded(version(2), 'a.csv', { source: 'versions' })
    assert.equal(second.cost, '80')
    const { items } = await admin.ok('GET', `/drops?payer_id=${payer.id}&period=${period}`)
    assert.deepEqual(items.map((drop) => [drop.version, drop.state, drop.cost]),
      [[2, 'current', '80'], [1, 'superseded', '40']])
    const only = await admin.ok('GET', `/drops?period=${period}&state=current`)
    assert.equal(only.items.length, 1)
    assert.equal(server.value('select count(*) from charges where drop_id = :\'id\'', { id: first.drop_id }), '0')
    for (const table of ['charge_rollups', 'rollup_blocks', ...CUBES])
      assert.equal(server.value(`select count(*) from ${table} where drop_id = :'id'`, { id: first.drop_id }), '0')
    assert.equal(server.value(`select state from drops where id = :'id'`, { id: first.drop_id }), 'superseded')
  })

  test('leaves other sources and periods alone', async () => {
    await uploaded(version(3), 'b.csv', { source: 'beside' })
    const { items } = await admin.ok('GET', `/drops?period=${period}&state=current`)
    assert.deepEqual(items.map((drop) => [drop.source, drop.cost]).sort(), [['beside', '120'], ['versions', '80']])
  })

  test('is never seen half', async () => {
    const sums = () => server.sql(
      `select coalesce(sum(c.cost), 0) as charges,
         (select coalesce(sum(r.cost), 0) from charge_rollups r join drops d on d.id = r.drop_id
          where d.state = 'current' and d.source = 'swap') as rollups
       from charges c join drops d on d.id = c.drop_id where d.state = 'current' and d.source = 'swap'`)[0]
    let goes = true
    const seen = new Set()
    const watch = (async () => {
      while (goes) {
        const { charges, rollups } = sums()
        assert.equal(Number(charges), Number(rollups))
        seen.add(Number(charges))
        await new Promise((done) => setImmediate(done))
      }
    })()
    for (const n of [1, 2, 1, 2]) await loaded('--source', 'swap', written(version(n)))
    goes = false
    await watch
    assert.ok([...seen].every((each) => [0, 40, 80].includes(each)), [...seen].join())
  })

  test('is in the audit log with who made it', async () => {
    const { items } = await admin.ok('GET', '/audit?entity=drop&limit=1000')
    const uploadedBy = items.filter((entry) => entry.actor.username === 'acme-admin')
    assert.ok(uploadedBy.length >= 3)
    assert.equal(uploadedBy[0].action, 'drop.create')
    assert.equal(uploadedBy[0].after.period, period)
    assert.equal((await admin.ok('GET', '/audit/verify')).ok, true)
  })
})

describe('the files', () => {
  test('are kept by their hash', async () => {
    const content = csv([usage({ day: '2023-09-01' })])
    const result = await uploaded(content, 'kept.csv', { source: 'kept' })
    const { files: [{ sha256, name, size }] } = await admin.ok('GET', `/drops/${result.drop_id}`)
    assert.equal(name, 'kept.csv')
    assert.equal(size, content.length)
    const path = join(server.dataDir, 'sources', partner.id, payer.id, 'kept', '2023-09', sha256)
    assert.equal(readFileSync(path, 'utf8'), content)
    await nothingWaits()
  })

  test('are given out again as they came in, to who may see the drop', async () => {
    const content = csv([usage({ day: '2023-08-01' })])
    const { drop_id } = await uploaded(gzipSync(content), '八月 "report".csv.gz', { source: 'again' })
    const path = `/drops/${drop_id}/files/1`
    const reply = await fetch(`${server.url}/api/v1${path}`, { headers: { cookie: admin.cookie } })
    assert.equal(reply.status, 200)
    assert.equal(reply.headers.get('content-type'), 'application/octet-stream')
    assert.equal(reply.headers.get('x-content-type-options'), 'nosniff')
    assert.match(reply.headers.get('content-disposition'),
      /^attachment; .*filename\*=UTF-8''%E5%85%AB%E6%9C%88/)
    const bytes = Buffer.from(await reply.arrayBuffer())
    assert.equal(reply.headers.get('content-length'), String(bytes.length))
    assert.equal(gunzipSync(bytes).toString(), content)

    for (const number of ['2', '0', '-1', '1.5', '..%2f..%2fetc', '%2e%2e', 'x'])
      assert.ok([400, 404].includes((await admin.get(`/drops/${drop_id}/files/${number}`)).status),
        number)
    assertProblem(await admin.get(`/drops/${drop_id}/files/2`), 'not_found')
    const stranger = await server.newPartner('file-stranger')
    assertProblem(await stranger.admin.get(path), 'not_found')
    const finance = await server.newUser(admin, { username: 'file-finance', role: 'finance' })
    assert.equal((await finance.get(path)).status, 200)
    const customer = await server.newUser(admin, { username: 'file-customer', role: 'customer' })
    assertProblem(await customer.get(path), 'forbidden')
    const other = await server.newPayer(admin, { external_id: '881188118811' })
    const limited = await server.newUser(admin, { username: 'file-limited', role: 'payer_admin',
      payer_ids: [other.id] })
    assertProblem(await limited.get(path), 'not_found')
    assertProblem(await server.nobody().get(path), 'unauthenticated')

    const { files: [{ sha256 }] } = await admin.ok('GET', `/drops/${drop_id}`)
    rmSync(join(server.dataDir, 'sources', partner.id, payer.id, 'again', '2023-08', sha256))
    assertProblem(await admin.get(path), 'not_found')
  })
})

// ---- bad input: one clear error, and nothing has changed ----

describe('bad input', () => {
  const good = [usage({ day: '2023-10-01' }), usage({ day: '2023-10-02' }), usage({ day: '2023-10-03' })]
  const text = csv(good)
  const changed = (index, change) => csv(good.map((each, i) => (i === index ? { ...each, ...change } : each)))
  const without = (name) => {
    const lines = text.trimEnd().split('\n').map((line) => line.split(','))
    const at = lines[0].indexOf(name)
    return lines.map((line) => line.toSpliced(at, 1).join(',')).join('\n')
  }
  const packed = gzipSync(text)
  const flipped = Buffer.from(packed)
  flipped[packed.length - 20] ^= 0x55
  const archive = zip({ 'a.csv': text })

  const cases = {
    'a gzip cut off': [packed.subarray(0, packed.length - 9), 'file_truncated', /"x" ends too early/],
    'a gzip with a flipped byte': [flipped, 'file_corrupt', /"x" /],
    'a gzip with junk behind it': [Buffer.concat([packed, Buffer.from('junk')]), 'file_corrupt', /foreign bytes/],
    'a ZIP cut off': [archive.subarray(0, archive.length - 30), 'file_truncated', /"x" ends too early/],
    'a ZIP without files': [zip({}), 'file_empty', /holds no files/],
    'a ZIP in a ZIP': [zip({ 'b.zip': archive }), 'file_format', /"x: b.zip" is neither CSV nor Parquet/],
    'a part twice': [zip({ 'a.csv': text, 'b.csv': text }), 'file_repeated', /"x: b.csv" is there twice/],
    'a CSV cut off': [text.slice(0, -40), 'file_truncated', /row 3 \(line 4\) is the last one and has too few fields/],
    'a CSV cut off in quotes': [`${text}"`, 'file_truncated', /row 4 \(line 5\) ends inside a quoted field/],
    'a Parquet cut off': [Buffer.from('PAR1 and no more'), 'file_truncated', /ends too early/],
    'no report at all': ['a,b\n1,2\n', 'file_format', /does not have the columns of a cost and usage report/],
    'not even text': [Buffer.from([1, 2, 0, 3]), 'file_format', /is neither CSV nor Parquet/],
    'only a header': [`${text.split('\n')[0]}\n`, 'file_empty', /holds no rows/],
    'a missing column': [without('lineItem/UnblendedCost'), 'column_missing', /column lineItem\/UnblendedCost is missing/],
    'a column twice': [text.replace('lineItem/NetUnblendedCost', 'lineItem/UnblendedCost'), 'file_format', /column lineItem\/UnblendedCost is there twice/],
    'a number that is none': [changed(1, { unblended: '1.2.3' }), 'value_malformed', /"x", row 2 \(line 3\), column lineItem\/UnblendedCost: "1\.2\.3" is not a number/],
    'a number too large': [changed(2, { quantity: '1e40' }), 'value_malformed', /row 3 \(line 4\), column lineItem\/UsageAmount: "1e40" is too large a number/],
    'a date that is none': [changed(0, { start: '2023-13-01' }), 'value_malformed', /row 1 \(line 2\), column lineItem\/UsageStartDate: "2023-13-01" is not a date/],
    'an account that is none': [changed(2, { account: '12x' }), 'value_malformed', /row 3 \(line 4\), column lineItem\/UsageAccountId: "12x" is not an account id/],
    'text that is not UTF-8': [Buffer.from(changed(1, { usageType: 'Ã' }), 'latin1'), 'value_malformed', /row 2 \(line 3\), column lineItem\/UsageType: .* is not UTF-8 text/],
    'a value too long': [changed(1, { usageType: 'u'.repeat(500) }), 'value_malformed', /column lineItem\/UsageType: "u+…" is too long/],
    'another payer': [csv(good.map((each) => ({ ...each, payer: '123456789012' }))), 'wrong_payer', /row 1 \(line 2\), column bill\/PayerAccountId: "123456789012" is not the account of this payer/],
    'two payers': [changed(1, { payer: '123456789012' }), 'mixed_payers', /row 2 \(line 3\), column bill\/PayerAccountId/],
    'two periods': [changed(2, { periodStart: '2023-11-01T00:00:00Z' }), 'mixed_periods', /row 3 \(line 4\), column bill\/BillingPeriodStartDate: "2023-11-01T00:00:00Z"/],
    'two currencies': [changed(1, { currency: 'EUR' }), 'mixed_currencies', /row 2 \(line 3\), column lineItem\/CurrencyCode: "EUR"/],
    'no currency': [csv(good.map((each) => ({ ...each, currency: 'usd' }))), 'value_malformed', /row 1 \(line 2\), column lineItem\/CurrencyCode: "usd" is not a currency/],
    'too few fields': [text.replace('\n', '\nx,y\n'), 'file_corrupt', /row 1 \(line 2\) does not have as many fields as the header/],
    'a stray quote': [changed(1, {}).replace('AmazonEC2', 'Ama"zonEC2'), 'file_corrupt', /row 1 \(line 2\) has a quotation mark where none can be/],
  }

  for (const [what, [bytes, code, detail]] of Object.entries(cases))
    test(what, async () => {
      const before = [everything(), sourceFiles()]
      const job = await admin.upload(payer.id, Buffer.from(bytes), 'x')
      assert.equal(job.state, 'failed')
      assert.equal(job.error.code, code)
      const told = await admin.ok('GET', `/jobs/${job.id}`, undefined, { headers: { 'accept-language': 'en' } })
      assert.match(told.error.detail, detail)
      assert.doesNotMatch(told.error.detail, /\n|server\/|proforma-data/)
      assert.deepEqual([everything(), sourceFiles()], before)
      const { items: [sent] } = await admin.ok('GET', '/audit?entity=job&limit=1')
      assert.deepEqual([sent.action, sent.entity_id, sent.actor.username],
        ['job.create', job.id, 'acme-admin'])
      assert.deepEqual(sent.after, { payer_id: payer.id, filename: 'x', source: 'upload' })
      await nothingWaits()
    })

  test('the second of several files is named', async () => {
    const before = everything()
    const paths = [written(text, 'one.csv'), written(changed(1, { quantity: 'x' }), 'two.csv')]
    const run = await command(...paths)
    assert.equal(run.status, 1)
    assert.equal(run.stdout, '')
    assert.match(run.stderr, /^proforma ingest: value_malformed: "two\.csv", row 2 \(line 3\), column lineItem\/UsageAmount: "x" is not a number\n$/)
    assert.deepEqual(everything(), before)
  })

  test('of many rows that are wrong the first one is told', async () => {
    const rows = Array.from({ length: 20000 }, (_, i) => (i < 2999 ? good[0] : { ...good[0], unblended: 'x' }))
    const path = written(csv(rows), 'many.csv')
    for (let i = 0; i < 5; i++)
      assert.match((await command(path)).stderr, /"many\.csv", row 3000 \(line 3001\), column lineItem\/UnblendedCost: "x"/)
  })

  test('the same file twice', async () => {
    const run = await command(written(text, 'a1.csv'), written(text, 'a2.csv'))
    assert.equal(run.status, 1)
    assert.match(run.stderr, /^proforma ingest: file_repeated: "a[12]\.csv" is there twice\n$/)
  })

  test('is told in Chinese to who reads Chinese', async () => {
    const job = await admin.upload(payer.id, changed(1, { unblended: 'abc' }), 'x')
    const { error } = await admin.ok('GET', `/jobs/${job.id}`, undefined, { headers: { 'accept-language': 'zh-CN' } })
    assert.equal(error.title, '无法读取的值')
    assert.equal(error.detail, '“x”第 2 条数据（第 3 行），列 lineItem/UnblendedCost：“abc”不是数字')
  })

  test('an upload without bytes, of an unknown payer, of a bad source', async () => {
    const path = `/payers/${payer.id}/uploads?filename=x.csv`
    assertProblem(await admin.post(path, Buffer.alloc(0)), 'file_empty', { status: 422 })
    assertProblem(await admin.post(`${path}&source=Bad%20Source`, text), 'invalid_parameter', { pointer: '?source' })
    assertProblem(await admin.post(`${path}&nonsense=1`, text), 'invalid_parameter')
    assertProblem(await admin.post('/payers/018bcfe5-6800-7000-8000-000000000000/uploads', text), 'not_found')
  })
})

describe('a full disk', () => {
  const disk = join(tmpdir(), `proforma-disk-${process.pid}`)
  mkdirSync(disk)
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk]).status === 0
  after(() => {
    if (mounted) spawnSync('umount', [disk])
    rmSync(disk, { recursive: true, force: true })
  })

  test('is one clear error, and nothing has changed', { skip: !mounted && 'no small disk can be mounted here' }, async () => {
    const before = everything()
    const rows = Array.from({ length: 2000 }, (_, i) => usage({ day: '2023-07-01', usageType: `u${i}` }))
    const path = written(csv(rows), 'large.csv')
    const run = await server.cliWith({ data_dir: disk }, 'ingest', '--partner', 'acme', '--payer', external_id, path)
    assert.equal(run.status, 1)
    assert.match(run.stderr, /^proforma ingest: disk_full: could not keep a copy of "[^"]+large.csv": No space left on device\n$/)
    assert.deepEqual(everything(), before)
    assert.deepEqual(readdirSync(disk, { recursive: true, withFileTypes: true }).filter((each) => each.isFile()), [])
    assert.equal((await loaded(path)).charges, 2000)
  })

  test('is told to who uploads, before the first byte or after the last', { skip: !mounted && 'no small disk can be mounted here' }, async () => {
    const small = await startServer({ settings: { data_dir: disk } })
    const { admin: uploader } = await small.newPartner('acme')
    const { id } = await small.newPayer(uploader, { external_id })
    const path = `/payers/${id}/uploads?filename=large.csv`
    const piece = Buffer.alloc(1 << 20, 'x')
    assertProblem(await uploader.post(path, piece), 'disk_full', { status: 507 })
    const pieces = Readable.from(Array.from({ length: 80 }, () => piece))
    assertProblem(await uploader.post(path, pieces), 'disk_full', { status: 507 })
    assert.deepEqual(readdirSync(join(disk, 'uploads')), [])
    await small.stop()
  })
})

describe('the command line', () => {
  test('says how it is used', async () => {
    const help = await server.cli('ingest', '--help')
    assert.equal(help.status, 0)
    assert.match(help.stdout, /^usage: proforma ingest --partner SLUG --payer EXTERNAL_ID/)
    for (const args of [[], ['--partner', 'acme'], ['--partner', 'acme', '--payer', external_id], ['--period', 'x', 'f']]) {
      const run = await server.cli('ingest', ...args)
      assert.equal(run.status, 2)
      assert.match(run.stderr, /^usage: /)
      assert.equal(run.stdout, '')
    }
  })

  test('names what is not there', async () => {
    const path = written(csv([usage({})]))
    const runs = {
      partner: await server.cli('ingest', '--partner', 'nobody', '--payer', external_id, path),
      payer: await server.cli('ingest', '--partner', 'acme', '--payer', '000000000000', path),
      file: await command('/nonexistent/file.csv'),
      folder: await command(server.dataDir),
      source: await command('--source', 'Not OK', path),
    }
    for (const [what, run] of Object.entries(runs)) {
      assert.equal(run.status, 1, what)
      assert.equal(run.stdout, '', what)
      assert.match(run.stderr, /^proforma ingest: \w+: [^\n]+\n$/, what)
    }
    assert.match(runs.file.stderr, /file_unreadable: could not open "\/nonexistent\/file\.csv"/)
    assert.match(runs.folder.stderr, /is not a file/)
  })
})

describe('one at a time', () => {
  const period = '2023-12'
  const report = (n) => csv([usage({ day: '2023-12-01', unblended: String(n) })])
  before(() => loaded('--source', 'busy', written(report(1))))

  test('a second upload and a command are refused while one runs', async () => {
    const release = await server.holding(`lock table charge_series_2023_12 in exclusive mode`)
    const search = 'filename=a.csv&source=busy'
    const { job_id } = await admin.ok('POST', `/payers/${payer.id}/uploads?${search}`, report(2))
    await until('the job waits to copy', isWaitingToCopy)
    assertProblem(await admin.post(`/payers/${payer.id}/uploads?${search}`, report(3)), 'ingest_in_progress', { status: 409 })
    const run = await command('--source', 'other', written(report(3)))
    assert.equal(run.status, 1)
    assert.match(run.stderr, /^proforma ingest: ingest_in_progress: /)
    assert.deepEqual(current(period).map((charge) => charge.cost), ['1'])
    await release()
    assert.equal((await admin.finishedJob(job_id)).state, 'done')
    assert.deepEqual(current(period).map((charge) => charge.cost), ['2'])
    await nothingWaits()
  })

  test('another payer may go on meanwhile', async () => {
    const other = await server.newPayer(admin, { external_id: '888888888888' })
    const release = await server.holding(`select pg_advisory_lock(hashtextextended('proforma.ingest ' || '${payer.id}', 0))`)
    const job = await admin.upload(other.id, csv([usage({ payer: '888888888888', account: '888888888888' })]), 'x.csv')
    await release()
    assert.equal(job.state, 'done', JSON.stringify(job.error))
  })

  test('a command that is killed leaves the drop before it', async () => {
    const before = everything()
    const release = await server.holding(`lock table charge_series_2023_12 in exclusive mode`)
    const child = spawn('sh', ['-c', `exec "$@" & echo $! > ${join(server.dataDir, 'pid')}; wait`, 'sh',
      join(process.env.PROFORMA_TEST_BUILD_DIR ?? join(root, 'build'), 'proforma'), 'ingest', '--partner', 'acme',
      '--payer', external_id, '--source', 'busy', written(report(9))], { env: server.environment(), stdio: 'ignore' })
    await until('the command waits to copy', isWaitingToCopy)
    process.kill(Number(readFileSync(join(server.dataDir, 'pid'), 'utf8')), 'SIGKILL')
    await new Promise((done) => child.on('exit', done))
    await release()
    await until('its connection is gone', () => !isWaitingToCopy())
    assert.deepEqual(everything(), before)
    assert.deepEqual(current(period).map((charge) => charge.cost), ['2'])
    assert.equal((await loaded('--source', 'busy', written(report(9)))).cost, '9')
  })

  test('a server that is killed leaves the drop before it, and its job is done later', async () => {
    const before = everything()
    const release = await server.holding(`lock table charge_series_2023_12 in exclusive mode`)
    const { job_id } = await admin.ok('POST', `/payers/${payer.id}/uploads?filename=a.csv&source=busy`, report(11))
    await until('the job waits to copy', isWaitingToCopy)
    await server.kill()
    await until('its connection is gone, though what it waits for is not', () => !isWaitingToCopy())
    await release()
    assert.deepEqual(everything(), before)
    server.sql(`update jobs set lease_until = now() where id = :'id'`, { id: job_id })
    await server.start()
    const job = await admin.finishedJob(job_id)
    assert.equal(job.state, 'done', JSON.stringify(job.error))
    assert.deepEqual(current(period).map((charge) => charge.cost), ['11'])
    await nothingWaits()
  })
})

describe('what a process that died has left', () => {
  test('goes when the next one starts, but for what a job may still read', async () => {
    const folder = join(server.dataDir, 'uploads')
    const ids = Object.fromEntries(['orphan', 'done', 'failed', 'young'].map((name) => [name, randomUUID()]))
    for (const [name, id] of Object.entries(ids)) {
      writeFileSync(join(folder, `${id}.waiting`), name)
      const age = name === 'young' ? 3600 : 25 * 3600
      utimesSync(join(folder, `${id}.waiting`), Date.now() / 1000 - age, Date.now() / 1000 - age)
    }
    for (const state of ['done', 'failed'])
      server.sql(`insert into jobs (partner_id, id, kind, payload, state, attempts_max, finished_at)
        values (:'partner', gen_random_uuid(), 'ingest_upload',
          jsonb_build_object('upload_id', :'upload'), :'state', 1, now())`,
      { partner: partner.id, upload: ids[state], state })
    await server.restart()
    const kept = ['failed', 'young'].map((name) => `${ids[name]}.waiting`).sort()
    await until('the others are gone', () => waitingFiles().length === 2)
    assert.deepEqual(waitingFiles().sort(), kept)
    for (const name of kept) rmSync(join(folder, name))
  })

  test('of a copy that was half made goes when the file is kept again', async () => {
    const content = csv([usage({ day: '2023-09-02' })])
    const sha256 = createHash('sha256').update(content).digest('hex')
    const folder = join(server.dataDir, 'sources', partner.id, payer.id, 'halves', '2023-09')
    await uploaded(content, 'x.csv', { source: 'halves' })
    await uploaded(csv([usage({ day: '2023-09-03' })]), 'y.csv', { source: 'halves' })
    const kept = readdirSync(folder).sort()
    writeFileSync(join(folder, `${sha256}.4711`), content.slice(0, 10))
    await uploaded(content, 'x.csv', { source: 'halves' })
    assert.deepEqual(readdirSync(folder).sort(), kept)
  })
})

describe('who may', () => {
  let globex
  before(async () => {
    globex = await server.newPartner('globex')
  })

  test('a stranger sees and changes nothing', async () => {
    const { items } = await admin.ok('GET', '/drops')
    assert.ok(items.length > 0)
    assert.deepEqual((await globex.admin.ok('GET', '/drops')).items, [])
    assertProblem(await globex.admin.get(`/drops/${items[0].id}`), 'not_found')
    assertProblem(await globex.admin.post(`/payers/${payer.id}/uploads`, 'x'), 'not_found')
    assert.equal((await server.nobody().get('/drops')).status, 401)
  })

  test('roles', async () => {
    const finance = await server.newUser(admin, { username: 'ingest-finance', role: 'finance' })
    assert.ok((await finance.ok('GET', '/drops')).items.length > 0)
    assertProblem(await finance.post(`/payers/${payer.id}/uploads`, 'x'), 'forbidden')
    const limited = await server.newUser(admin, { username: 'ingest-limited', role: 'payer_admin',
      payer_ids: [(await server.newPayer(admin, { external_id: '777777777777' })).id] })
    assert.deepEqual((await limited.ok('GET', '/drops')).items, [])
    assertProblem(await limited.post(`/payers/${payer.id}/uploads`, 'x'), 'not_found')
  })

  test('lists have pages', async () => {
    const all = (await admin.ok('GET', '/drops?limit=1000')).items.map((drop) => drop.id)
    const paged = []
    for (let cursor; ;) {
      const page = await admin.ok('GET', `/drops?limit=3${cursor ? `&cursor=${cursor}` : ''}`)
      paged.push(...page.items.map((drop) => drop.id))
      cursor = page.next_cursor
      if (!cursor) break
    }
    assert.deepEqual(paged, all)
  })
})

describe('the real report', () => {
  const options = { skip: !existsSync(REAL) && `${REAL} is not here` }

  test('gives the sums of the file', options, async () => {
    await server.newPayer(admin, { external_id: '123412340534' })
    const run = await server.cli('ingest', '--partner', 'acme', '--payer', '123412340534', REAL)
    assert.equal(run.status, 0, run.stderr)
    const { seconds, charges, ...result } = JSON.parse(run.stdout)
    assert.deepEqual(result, { rows: 1281, cost: '1.6823086974', public_on_demand_cost: '3.3561726949', currency: 'USD', period: '2023-11' })
    assert.ok(seconds < 60 && charges <= 1281)
  })
})
