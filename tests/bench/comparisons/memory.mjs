import { alternate } from '../lib/alternate.mjs'
import { csvReport, parquetReport } from '../lib/files.mjs'
import { ingesting } from '../lib/ingest.mjs'
import { readable } from '../lib/stats.mjs'

export const title = 'memory'
export const how = 'the largest resident set of `proforma ingest`, as the kernel counts it (libraries ' +
  'and DuckDB included); two sizes of a report, the one a tenth of the other'

const FORMATS = { parquet: ['Parquet', parquetReport], csv: ['CSV.gz', csvReport] }
const LIMIT_MB = 512
const SAME = 1.1

export const rows = Object.entries(FORMATS).flatMap(([format, [name]]) => [
  { id: `memory-${format}`, what: `peak memory of ingest, ${name}`, unit: 'MB',
    target: { at: 'most', limit: LIMIT_MB } },
  { id: `memory-${format}-growth`, what: `peak memory of ingest, ${name}`,
    against: 'the same of a tenth of the rows', unit: 'MB', target: { at: 'most', limit: SAME } },
])

const few = (bench) => Math.ceil(bench.rows / 10)

export async function prepare(bench) {
  for (const [, make] of Object.values(FORMATS))
    for (const count of [bench.rows, few(bench)]) await make(bench, count)
}

export async function measure(bench) {
  const measured = {}
  const databases = await ingesting(bench, (await csvReport(bench)).payer)
  try {
    for (const [format, [, make]] of Object.entries(FORMATS)) {
      const peak = (report) => async () =>
        (await databases.ingest(report.path, report)).peak_kb / 1024
      const samples = await alternate(bench.rounds, {
        ours: peak(await make(bench, bench.rows)), against: peak(await make(bench, few(bench))),
      }, { warmUp: false, between: databases.fresh })
      measured[`memory-${format}`] = { ours: samples.ours }
      measured[`memory-${format}-growth`] = samples
    }
    return { scale: `${readable(bench.rows)} and ${readable(few(bench))} rows`, rows: measured }
  } finally {
    databases.drop()
  }
}
