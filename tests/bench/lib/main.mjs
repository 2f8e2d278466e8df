// tests/bench/run after everything is built: reads the arguments, runs the comparisons, writes.
import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

import { comparisons } from './comparisons.mjs'
import { record, writePage } from './results.mjs'
import { judge } from './stats.mjs'
import { withUnit } from './page.mjs'

const root = resolve(fileURLToPath(new URL('../../..', import.meta.url)))

function readArguments() {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: {
    rows: { type: 'string' }, rounds: { type: 'string' }, seconds: { type: 'string' },
    only: { type: 'string' }, quick: { type: 'boolean', default: false }, prepare: { type: 'boolean', default: false },
  } })
  const { quick, prepare, only } = values
  const number = (name, otherwise) => {
    const value = Number(values[name] ?? otherwise)
    if (!(value > 0)) throw new Error(`--${name} needs a number above 0`)
    return value
  }
  const unknown = positionals.find((name) => !comparisons.some(({ title }) => title === name))
  if (unknown) throw new Error(`there is no comparison ${unknown}; see tests/bench/run --help`)
  return {
    chosen: comparisons.filter(({ title }) => !positionals.length || positionals.includes(title)),
    options: { quick, prepare, only, rows: number('rows', quick ? 20_000 : 10_000_000),
      rounds: number('rounds', quick ? 1 : 5), seconds: number('seconds', quick ? 0.5 : 3) },
  }
}

function show(comparison, { rows }) {
  for (const row of comparison.rows.filter(({ id }) => rows[id])) {
    const { ours, against, ratio, low, high, met } = judge(row, rows[row.id])
    const digits = (value) => value.toPrecision(3)
    console.log(`  ${row.id}: ${withUnit(ours, row.unit)}` +
      (ratio === undefined ? ` (${withUnit(low, row.unit)} to ${withUnit(high, row.unit)})`
        : ` / ${withUnit(against, row.unit)} = ${digits(ratio)} (${digits(low)} to ${digits(high)})`) +
      (row.target ? (met ? ', met' : ', missed') : ''))
  }
}

async function main() {
  if (process.argv[2] === '--page') return writePage(root, comparisons)
  const { chosen, options } = readArguments()
  const bench = { ...options, root, cache: process.env.PROFORMA_BENCH_CACHE,
    build: process.env.PROFORMA_TEST_BUILD_DIR, say: (text) => console.log(`  ${text}`) }
  for (const comparison of chosen) {
    console.log(comparison.title)
    await comparison.prepare?.(bench)
    if (options.prepare) continue
    spawnSync('sync')
    const measured = await comparison.measure(bench)
    show(comparison, measured)
    if (!options.quick && !options.only) record(root, comparisons, comparison.title, measured)
  }
}

process.on('SIGTERM', () => process.exit(143))
try {
  await main()
} catch (error) {
  console.error(`proforma: ${error.message ?? error}`)
  if (process.env.PROFORMA_BENCH_DEBUG) console.error(error.stack)
  process.exitCode = 1
}
process.exit()
