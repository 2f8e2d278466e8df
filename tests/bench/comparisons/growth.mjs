import { Client } from '../../api/lib/server.mjs'
import { csvReport, parquetReport, warm } from '../lib/files.mjs'
import { ingesting } from '../lib/ingest.mjs'
import { Caller } from '../lib/latency.mjs'
import { changesAndReads } from '../lib/rule_changes.mjs'
import { median, p99, readable } from '../lib/stats.mjs'

export const title = 'growth'
export const how = 'ingest of reports of a tenth, three tenths and all of the rows, each into an ' +
  'empty database; then, on what that left, PATCH of a rule and GET of the bill of a group of ten ' +
  'accounts'

const SHARES = [0.1, 0.3, 1]
const LINEAR = 1.2
const FLAT = 1.5
const CHANGES = 100
const ACCOUNTS = 10

export const rows = [
  ...['Parquet', 'CSV.gz'].map((format) => ({ id: `growth-${format}`, unit: 's',
    what: `growth: ingest of ${format}, seconds for a million charges`,
    against: 'the same of a tenth of the rows', target: { at: 'most', limit: LINEAR } })),
  { id: 'growth-rule-change', what: 'growth: rule change to the new bill', unit: 'ms',
    against: 'the same of a tenth of the rows', target: { at: 'most', limit: FLAT } },
]

const sizes = (bench) => SHARES.map((share) => Math.ceil(bench.rows * share))

export async function prepare(bench) {
  for (const size of sizes(bench)) await csvReport(bench, size)
}

export async function measure(bench) {
  const databases = await ingesting(bench, (await csvReport(bench)).payer)
  const found = []
  try {
    for (const size of sizes(bench)) found.push({ size, ...await ofSize(bench, databases, size) })
  } finally {
    databases.drop()
  }
  const perMillion = ({ charges, seconds }, format) =>
    seconds[format].map((each) => each / charges * 1e6)
  const [few, , all] = found
  const both = (of) => ({ ours: of(all), against: of(few) })
  return {
    scale: `${sizes(bench).map(readable).join(', ')} rows`,
    rows: { 'growth-Parquet': both((each) => perMillion(each, 'Parquet')),
      'growth-CSV.gz': both((each) => perMillion(each, 'CSV.gz')),
      'growth-rule-change': both(({ changes }) => changes.map(median)) },
    tables: [{ title: 'Growth', head: ['rows', 'charges', 'Parquet, s', 'CSV.gz, s',
      'rule change to bill, median, ms', 'p99, ms', 'plain GET, median, ms'],
    rows: found.map(({ size, charges, seconds, changes, reads }) => [readable(size),
      readable(charges), median(seconds.Parquet).toFixed(2), median(seconds['CSV.gz']).toFixed(2),
      median(changes.flat()).toFixed(2), p99(changes.flat()).toFixed(2),
      median(reads.flat()).toFixed(2)]) }],
  }
}

async function ofSize(bench, databases, size) {
  const reports = { Parquet: await parquetReport(bench, size), 'CSV.gz': await csvReport(bench, size) }
  const seconds = { Parquet: [], 'CSV.gz': [] }
  let charges
  for (const report of Object.values(reports)) await warm(report.path)
  for (let round = 0; round < bench.rounds; round++)
    for (const [format, report] of Object.entries(reports)) {
      databases.fresh()
      const done = await databases.ingest(report.path, report)
      charges = done.charges
      seconds[format].push(done.seconds)
    }
  return { charges, seconds, ...await ruleChanges(bench, databases, reports.Parquet.period) }
}

async function ruleChanges(bench, databases, period) {
  const server = await databases.server()
  try {
    const client = new Client(server.url, { key: databases.key })
    const plan = await client.ok('POST', '/pricing-plans', { name: 'Plan', rules: [
      { scope: 'global', type: 'discount', percent: '5' }] })
    const group = await client.ok('POST', '/billing-groups', { name: 'Customer',
      pricing_plan_id: plan.id })
    const accounts = (await client.ok('GET', `/accounts?limit=${ACCOUNTS}`)).items
    await client.ok('PUT', `/billing-groups/${group.id}/accounts`, { assignments:
      accounts.map(({ external_id }) => ({ account_id: external_id, starts_on: `${period}-01`,
        ends_on: null })) })
    return await changesAndReads(new Caller(server.url, databases.key), { rounds: bench.rounds,
      count: CHANGES, period, groups: [{ id: group.id, plan: 0 }],
      plans: [{ id: plan.id, rule: plan.rules[0].id }] })
  } finally {
    await server.stop()
  }
}
