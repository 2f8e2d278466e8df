// Numbers that are each in range but whose sums are not: refused where they are read, because
// nothing that is added up from them could be read back.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'

import { csv, row } from './lib/report.mjs'
import { prepareDatabase } from './lib/server.mjs'

let server

before(async () => {
  server = await prepareDatabase()
  server.sql(`insert into partners (id, name, slug, currency)
    values ('00000000-0000-4000-8000-000000000001', 'Sums', 'sums', 'USD');
    insert into payers (id, partner_id, name, provider, external_id)
    values ('00000000-0000-4000-8000-000000000002', '00000000-0000-4000-8000-000000000001',
      'Payer', 'aws', '999999999999')`)
})
after(() => server.cleanUp())

async function ingest(rows) {
  const path = join(server.dataDir, 'sums.csv')
  writeFileSync(path, csv(rows))
  return server.cli('ingest', '--partner', 'sums', '--payer', '999999999999', path)
}

const large = '60000000000000'
const cases = [
  ['quantity', { quantity: large }, 'lineItem/UsageAmount'],
  ['cost', { unblended: large }, 'lineItem/UnblendedCost'],
  ['net cost', { net: large }, 'lineItem/NetUnblendedCost'],
  ['public cost', { publicCost: large }, 'pricing/publicOnDemandCost'],
]

for (const [name, value, column] of cases) {
  test(`a sum of ${name} beyond what can be held names the row`, async () => {
    const other = Object.fromEntries(Object.entries(value).map(([key, text]) => [key, `-${text}`]))
    for (const second of [value, other]) {
      const run = await ingest([row(value), row({ account: '222222222222', ...second })])
      assert.deepEqual([run.status, run.stdout], [1, ''])
      assert.equal(run.stderr,
        `proforma ingest: value_malformed: "sums.csv", row 2 (line 3), column ${column}: ` +
        `"${Object.values(second)[0]}" brings a sum to too large a number\n`)
      assert.equal(server.value('select count(*) from drops'), '0')
    }
  })
}

test('a sum of amortized cost names no column', async () => {
  const planned = row({ type: 'SavingsPlanCoveredUsage', planCost: large })
  const run = await ingest([planned, planned])
  assert.equal(run.stderr, 'proforma ingest: value_malformed: "sums.csv", row 2 (line 3) ' +
    'brings a sum to too large a number\n')
})

test('the largest sum is held to the last digit', async () => {
  const run = await ingest([
    row({ unblended: '99999999999999.999999999998' }),
    row({ unblended: '0.000000000001' }),
  ])
  assert.equal(run.status, 0, run.stderr)
  assert.equal(JSON.parse(run.stdout).cost, '99999999999999.999999999999')
})
