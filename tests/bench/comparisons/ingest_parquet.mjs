import { alternate } from '../lib/alternate.mjs'
import { AMOUNTS, KEYS, floor, library, parquetReport, warm } from '../lib/files.mjs'
import { ingesting, timed } from '../lib/ingest.mjs'
import { readable } from '../lib/stats.mjs'

export const title = 'ingest-parquet'
export const how = '`proforma ingest` of a report as Parquet (CUR for Athena, snappy) into an empty ' +
  'database, until the program ends and bills can be asked for; DuckDB, a fresh process on all ' +
  'cores, scans the same columns and adds up five amounts in binary floating point by what tells ' +
  'charges apart, and writes nothing'
export const rows = [{ id: 'ingest-parquet', what: 'Parquet report, file to queryable bills',
  against: 'DuckDB\'s bare scan and aggregate of it', unit: 's', target: { at: 'most', limit: 1.7 } }]

export const prepare = (bench) => parquetReport(bench)

// Every sum is asked for, or DuckDB would leave it out.
export const aggregate = (path) => `select concat_ws(' ', count(*), ${
  AMOUNTS.map((_, i) => `sum(amount_${i})`).join(', ')}) from (select ${KEYS.join(', ')}, ` +
  `${AMOUNTS.map((amount, i) => `sum(${amount}) as amount_${i}`).join(', ')} ` +
  `from '${path}' group by ${KEYS.map((_, i) => i + 1).join(', ')})`

export async function measure(bench) {
  const report = await parquetReport(bench)
  const databases = await ingesting(bench, report.payer)
  try {
    await warm(report.path)
    let charges
    const samples = await alternate(bench.rounds, {
      ours: async () => {
        const done = await databases.ingest(report.path, report)
        charges = done.charges
        return done.seconds
      },
      against: async () => (await timed(bench, floor(bench, 'duckdb'),
        [library(bench), aggregate(report.path)])).seconds,
    }, { warmUp: false, between: (name) => name === 'ours' && databases.fresh() })
    return { scale: `${readable(report.rows)} rows, which become ${readable(charges)} charges`,
      rows: { 'ingest-parquet': samples } }
  } finally {
    databases.drop()
  }
}
