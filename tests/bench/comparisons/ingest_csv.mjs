import { alternate } from '../lib/alternate.mjs'
import { csvReport, floor, warm } from '../lib/files.mjs'
import { ingesting, timed } from '../lib/ingest.mjs'
import { readable } from '../lib/stats.mjs'

export const title = 'ingest-csv'
export const how = '`proforma ingest` of a report as CSV.gz into an empty database; a C program that ' +
  'inflates the same file with ISA-L into a buffer nobody reads'
export const rows = [{ id: 'ingest-csv', what: 'CSV.gz report, file to queryable bills',
  against: 'inflating it with ISA-L alone', unit: 's', target: { at: 'most', limit: 3, next: 2 } }]

export const prepare = (bench) => csvReport(bench)

export async function measure(bench) {
  const report = await csvReport(bench)
  const databases = await ingesting(bench, report.payer)
  try {
    await warm(report.path)
    const samples = await alternate(bench.rounds, {
      ours: async () => (await databases.ingest(report.path, report)).seconds,
      against: async () => (await timed(bench, floor(bench, 'inflate'), [report.path])).seconds,
    }, { warmUp: false, between: (name) => name === 'ours' && databases.fresh() })
    return { scale: `${readable(report.rows)} rows`, rows: { 'ingest-csv': samples } }
  } finally {
    databases.drop()
  }
}
