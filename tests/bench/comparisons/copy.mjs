import { alternate } from '../lib/alternate.mjs'
import { AMOUNTS, KEYS, columns, csvReport, floor, warm } from '../lib/files.mjs'
import { ingesting, timed } from '../lib/ingest.mjs'
import { readable } from '../lib/stats.mjs'

export const title = 'copy'
export const how = '`proforma ingest` of a report as CSV.gz; in psql, COPY of its rows (inflated by ' +
  'ISA-L) into an unlogged table of text columns, and a GROUP BY of what tells charges apart into ' +
  'another unlogged table'
export const rows = [{ id: 'copy', what: 'CSV.gz report, file to queryable bills',
  against: 'PostgreSQL COPY of the raw rows and GROUP BY', unit: 's',
  isFaster: true, target: { at: 'least', limit: 10 } }]

export const prepare = (bench) => csvReport(bench)

function statements(bench, path) {
  return ['create schema bench',
    `create unlogged table bench.raw (${columns.map((name) => `"${name}" text`).join(', ')})`,
    `\\copy bench.raw from program '${floor(bench, 'inflate')} ${path} -' csv header`,
    `create unlogged table bench.charges as select ${KEYS.join(', ')}, ${AMOUNTS.map((name) =>
      `sum(nullif(${name}, '')::numeric) as ${name}`).join(', ')} from bench.raw group by ${
      KEYS.map((_, i) => i + 1).join(', ')}`].flatMap((statement) => ['-c', statement])
}

export async function measure(bench) {
  const report = await csvReport(bench)
  const databases = await ingesting(bench, report.payer)
  try {
    await warm(report.path)
    const copy = statements(bench, report.path)
    const samples = await alternate(bench.rounds, {
      ours: async () => (await databases.ingest(report.path, report)).seconds,
      against: async () => (await timed(bench, 'psql', ['-Xq', '-v', 'ON_ERROR_STOP=1', ...copy,
        databases.url])).seconds,
    }, { warmUp: false, between: databases.fresh })
    return { scale: `${readable(report.rows)} rows`, rows: { copy: samples } }
  } finally {
    databases.drop()
  }
}
