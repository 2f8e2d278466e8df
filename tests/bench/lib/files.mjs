// Reports of any number of rows, made once by `proforma demo --rows`: as CSV.gz, and the same rows
// as Parquet in the columns and types of CUR for Athena.
import { createReadStream, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { once } from 'node:events'
import { join } from 'node:path'
import { createGunzip } from 'node:zlib'

import { run } from './program.mjs'

const DOUBLES = /^lineItem\/UsageAmount$|Cost$|Rate$|ForUsage$|ForBillingPeriod$|Commitment(ToDate)?$|RecurringFee$|UnusedQuantity$|^discount\//
const TIMES = /Date$/

export const library = (bench) => join(bench.build, 'libduckdb.so')
export const floor = (bench, name) => join(bench.cache, 'floor', name)

const environment = { PATH: process.env.PATH, LANG: 'C.UTF-8' }

// → { path, rows, cost, payer, period }, as the program printed them.
export async function csvReport(bench, rows = bench.rows) {
  const path = join(bench.cache, 'files', `report-${rows}.csv.gz`)
  if (!existsSync(path)) {
    mkdirSync(join(bench.cache, 'files'), { recursive: true })
    bench.say(`making a report of ${rows} rows`)
    const fresh = `${path}.new.gz`
    const facts = await run(join(bench.build, 'proforma'), ['demo', '--rows', `${rows}`, '--out', fresh],
      { env: environment })
    writeFileSync(`${path}.json`, facts)
    renameSync(fresh, path)
  }
  return { path, ...JSON.parse(readFileSync(`${path}.json`, 'utf8')) }
}

export async function parquetReport(bench, rows = bench.rows) {
  const csv = await csvReport(bench, rows)
  const path = csv.path.replace(/csv\.gz$/, 'parquet')
  if (!existsSync(path)) {
    bench.say(`making a report of ${rows} rows as Parquet`)
    const columns = (await header(csv.path)).map((name) => {
      const type = TIMES.test(name) ? 'timestamp' : DOUBLES.test(name) ? 'double' : undefined
      const value = `nullif("${name}", '')`
      return `${type ? `cast(${value} as ${type})` : value} as ${athenaName(name)}`
    })
    await run(floor(bench, 'duckdb'), [library(bench),
      `copy (select ${columns.join(', ')} from read_csv('${csv.path}', all_varchar = true, header = true))
       to '${path}.new' (format parquet, compression snappy)`])
    renameSync(`${path}.new`, path)
  }
  return { ...csv, path }
}

// The first line of a gzipped file.
async function header(path) {
  const stream = createReadStream(path).pipe(createGunzip())
  const [chunk] = await once(stream, 'data')
  stream.destroy()
  const line = chunk.toString()
  return line.slice(0, line.indexOf('\n')).trim().split(',')
}

export const csvHeader = header

// lineItem/UsageAccountId: line_item_usage_account_id.
export const athenaName = (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  .replace(/[^a-z0-9]+/g, '_')

// Reads a file, so that it is in memory for whoever comes next.
export const warm = (path) => run('cat', [path], { quiet: true })
