// Reports of any number of rows (report.sql), made once by DuckDB: as Parquet, and the same rows as
// CSV.gz, both as AWS writes them.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { run } from './program.mjs'

const PAYER = '900000000009'
const PERIOD = '2026-10'
const HOURS = 744

// Names of the CSV; in Parquet they are in snake case (lineItem/UsageAccountId:
// line_item_usage_account_id). Amounts have ten places, moments are as AWS writes them.
const COLUMNS = ['identity/LineItemId', 'identity/TimeInterval', 'bill/InvoiceId',
  'bill/InvoicingEntity', 'bill/BillingEntity', 'bill/BillType', 'bill/PayerAccountId',
  'bill/BillingPeriodStartDate', 'bill/BillingPeriodEndDate', 'lineItem/UsageAccountId',
  'lineItem/LineItemType', 'lineItem/UsageStartDate', 'lineItem/UsageEndDate', 'lineItem/ProductCode',
  'lineItem/UsageType', 'lineItem/Operation', 'lineItem/AvailabilityZone', 'lineItem/ResourceId',
  'lineItem/UsageAmount', 'lineItem/CurrencyCode', 'lineItem/UnblendedRate', 'lineItem/UnblendedCost',
  'lineItem/LineItemDescription', 'lineItem/LegalEntity', 'product/ProductName', 'product/regionCode',
  'product/servicecode', 'pricing/currency', 'pricing/publicOnDemandCost',
  'pricing/publicOnDemandRate', 'pricing/term', 'pricing/unit', 'reservation/EffectiveCost',
  'reservation/ReservationARN', 'savingsPlan/SavingsPlanARN', 'savingsPlan/SavingsPlanEffectiveCost',
  'resourceTags/user:Project', 'resourceTags/user:Environment']
const MOMENT = /Date$/
const AMOUNT = /UsageAmount$|Cost$/

// What tells charges apart, and what is added up for them: what DuckDB and PostgreSQL are asked for.
export const KEYS = ['line_item_usage_account_id', 'line_item_usage_start_date::date',
  'line_item_product_code', 'line_item_usage_type', 'line_item_operation', 'product_region_code',
  'bill_billing_entity', 'pricing_unit', 'line_item_line_item_type', 'bill_invoice_id',
  'reservation_reservation_a_r_n', 'savings_plan_savings_plan_a_r_n', 'line_item_resource_id',
  'resource_tags_user_project', 'resource_tags_user_environment']
export const AMOUNTS = ['line_item_usage_amount', 'line_item_unblended_cost',
  'pricing_public_on_demand_cost', 'reservation_effective_cost',
  'savings_plan_savings_plan_effective_cost']

export const library = (bench) => join(bench.build, 'libduckdb.so')
export const floor = (bench, name) => join(bench.cache, 'floor', name)

export const athenaName = (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  .replace(/[^a-z0-9]+/g, '_')
export const columns = COLUMNS.map(athenaName)

const duckdb = (bench, statement) => run(floor(bench, 'duckdb'), [library(bench),
  `set memory_limit = '4GB'`, `set temp_directory = '${join(bench.cache, 'files')}'`, statement])

// → { path, rows, cost, payer, period }
export async function parquetReport(bench, rows = bench.rows) {
  const path = join(bench.cache, 'files', `report-${rows}.parquet`)
  if (!existsSync(path)) {
    mkdirSync(join(bench.cache, 'files'), { recursive: true })
    bench.say(`making a report of ${rows} rows`)
    const text = readFileSync(new URL('report.sql', import.meta.url), 'utf8')
      .replaceAll(':rows', `${rows}`).replaceAll(':hours', `${HOURS}`).replaceAll(':period', PERIOD)
      .replaceAll(':payer', PAYER)
    await duckdb(bench, `copy (${text}) to '${path}.new' (format parquet, compression snappy)`)
    const cost = await duckdb(bench,
      `select sum(line_item_unblended_cost::decimal(38, 10)) from read_parquet('${path}.new')`)
    writeFileSync(`${path}.json`, JSON.stringify({ rows, cost: cost.trim(), payer: PAYER,
      period: PERIOD }))
    renameSync(`${path}.new`, path)
  }
  return { path, ...JSON.parse(readFileSync(`${path}.json`, 'utf8')) }
}

export async function csvReport(bench, rows = bench.rows) {
  const parquet = await parquetReport(bench, rows)
  const path = parquet.path.replace(/parquet$/, 'csv.gz')
  if (!existsSync(path)) {
    bench.say(`making a report of ${rows} rows as CSV.gz`)
    const cells = COLUMNS.map((name) => {
      const column = athenaName(name)
      const value = MOMENT.test(name) ? `strftime(${column}, '%Y-%m-%dT%H:%M:%SZ')`
        : AMOUNT.test(name) ? `${column}::decimal(38, 10)` : column
      return `${value} as "${name}"`
    })
    await duckdb(bench, `copy (select ${cells.join(', ')} from '${parquet.path}')
      to '${path}.new' (format csv, header true, compression gzip)`)
    renameSync(`${path}.new`, path)
  }
  return { ...parquet, path }
}

// Reads a file, so that it is in memory for whoever comes next.
export const warm = (path) => run('cat', [path], { quiet: true })
