import { readFileSync } from 'node:fs'

import { alternate } from '../lib/alternate.mjs'
import { madeDatabase, startWith } from '../lib/database.mjs'
import { Caller, times } from '../lib/latency.mjs'
import * as panels from '../lib/panels.mjs'
import { statementTimes } from '../lib/psql.mjs'
import { median } from '../lib/stats.mjs'

export const title = 'bills'
export const how = '`GET /bills` of a month with 2,000 accounts in 300 billing groups, 168,000 ' +
  'rollups and plans of 50 rules each, one connection; in psql one statement that joins, prices and ' +
  'sums the same rollups to the same totals (`tests/bench/comparisons/bills.sql`). Once with a server that keeps ' +
  'nothing it has rated (`PROFORMA_INSIGHTS_MEMORY_MB=0`), once as it comes'
export const rows = [
  { id: 'bills', what: '`GET /bills` of 300 groups, rated anew each time',
    against: 'the same aggregate bare in psql', unit: 'ms', target: { at: 'most', limit: 1.3 } },
  { id: 'bills-kept', what: '`GET /bills` of 300 groups, nothing changed since it was rated',
    against: 'the same aggregate bare in psql', unit: 'ms', target: { at: 'most', limit: 1.3 } },
]

const REPEATS = 5
const PATH = `/api/v1/bills?period=${panels.LAST}`
const TOLERANCE = 1e-6 // binary floating point of the check below

export const prepare = (bench) => madeDatabase(bench, panels.name(bench), panels.version, panels.make)

const serve = (bench, settings) =>
  startWith(bench, panels.name(bench), panels.version, panels.make, settings)

export async function measure(bench) {
  const { server, facts, client } = await serve(bench)
  const { server: forgetful } = await serve(bench, { insights_memory_mb: 0 })
  try {
    const statement = readFileSync(new URL('bills.sql', import.meta.url), 'utf8')
      .replaceAll(':partner', `'${facts.partner}'`).replaceAll(':period', `'${panels.LAST}-01'`)
      .trim().replace(/;$/, '')
    await sameTotals(server, facts, client, statement)
    const side = (url) => {
      const caller = new Caller(url, facts.key)
      return async () => median((await times(REPEATS, () => caller.get(PATH))).map(({ ms }) => ms))
    }
    const { anew, kept, against } = await alternate(bench.rounds, { anew: side(forgetful.url),
      kept: side(server.url),
      against: async () => median(await statementTimes(server.ownerUrl, statement, REPEATS)) })
    return { scale: `${REPEATS} requests a round`,
      rows: { bills: { ours: anew, against }, 'bills-kept': { ours: kept, against } } }
  } finally {
    await forgetful.stop()
    await server.stop()
  }
}

// The statement says what the bills say, but for custom charges.
async function sameTotals(server, facts, client, statement) {
  const bills = await client.ok('GET', `${PATH}&exact=true`)
  const sums = new Map(server.sql(statement).map((row) => [row.billing_group_id, row]))
  const plain = new Set(facts.groups.filter((group) => !group.is_charged).map(({ id }) => id))
  for (const bill of bills.items.filter((each) => plain.has(each.billing_group_id))) {
    const sum = sums.get(bill.billing_group_id)
    for (const figure of ['cost', 'pro_forma'])
      if (Math.abs(bill[figure] - sum[figure]) > TOLERANCE * Math.abs(sum[figure]))
        throw new Error(`${figure} of ${bill.name}: ${bill[figure]}, but psql says ${sum[figure]}`)
  }
}
