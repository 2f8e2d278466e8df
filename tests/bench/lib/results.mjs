// results.json: the samples of every comparison's last run, from which the page is made.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'

import { page } from './page.mjs'

const read = (path, otherwise) => existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : otherwise

// In general words: no names, no paths.
export function machine() {
  const model = cpus()[0].model.replace(/\s+/g, ' ').replace(/\(R\)|\(TM\)/g, '').trim()
  const version = (command, pattern) => pattern.exec(execFileSync(command, ['--version'], {
    encoding: 'utf8' }))?.[1] ?? '?'
  const os = /PRETTY_NAME="(.*)"/.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? 'Linux'
  return `${cpus().length} cores (${model}), ${Math.round(totalmem() / 2 ** 30)} GB, ${os}, ` +
    `PostgreSQL ${version('psql', / ([\d.]+)/)}, Node ${process.versions.node}`
}

export function version(root) {
  try {
    return execFileSync('git', ['-C', root, 'describe', '--always', '--dirty'], {
      encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  } catch {
    return 'no version'
  }
}

// Three places are more than a measurement has.
const round = (value) => Number(value.toPrecision(5))
const rounded = (rows) => Object.fromEntries(Object.entries(rows).map(([id, { ours, against }]) =>
  [id, { ours: ours.map(round), ...(against && { against: against.map(round) }) }]))

const pathOf = (root) => join(root, 'tests/bench/results.json')

export function record(root, comparisons, title, { rows, tables, scale }) {
  const results = read(pathOf(root), {})
  results[title] = { when: new Date().toISOString(), version: version(root), machine: machine(),
    scale, rows: rounded(rows), ...(tables && { tables }) }
  const ordered = Object.fromEntries(comparisons.filter((each) => results[each.title])
    .map((each) => [each.title, results[each.title]]))
  writeFileSync(pathOf(root), serialized(ordered))
  writePage(root, comparisons)
}

export function writePage(root, comparisons) {
  writeFileSync(join(root, 'docs/benchmarks.md'), page(comparisons, read(pathOf(root), {}),
    read(join(root, 'tests/bench/words.json'), {})))
}

// Lists of samples on one line each.
function serialized(results) {
  return JSON.stringify(results, null, 2)
    .replace(/\[\s+((?:"[^"]*"|[-\d.e+]+)(?:,\s+(?:"[^"]*"|[-\d.e+]+))*)\s+\]/g, (_, items) =>
      `[${items.replace(/,\s+/g, ', ')}]`) + '\n'
}
