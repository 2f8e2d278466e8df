// docs/benchmarks.md from results.json, the rows of the comparisons and words.json. Pure.
import { judge } from './stats.mjs'

const units = {
  's': (value) => `${digits(value)} s`,
  'ms': (value) => `${digits(value)} ms`,
  'MB': (value) => `${Math.round(value)} MB`,
  '/s': (value) => `${grouped(Math.round(value))}/s`,
}

const grouped = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, ',')

// Three significant digits, and no more places than that leaves.
function digits(value) {
  if (value === 0) return '0'
  const places = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))))
  return value.toFixed(places)
}

export const withUnit = (value, unit) => value === undefined ? '' : units[unit](value)

function targetText({ target, unit, isFaster }, isRatio) {
  if (!target) return ''
  const sign = target.at === 'most' ? '≤' : '≥'
  const text = (limit) => isRatio ? `${limit}` : withUnit(limit, unit)
  return `${sign} ${text(target.limit)}` +
    (target.next === undefined ? '' : `, then ${text(target.next)}`) + (isFaster ? ' times faster' : '')
}

function verdict(row, judged) {
  if (!row.target) return ''
  if (!judged.met) return '**no**'
  if (row.target.next === undefined) return 'yes'
  return judged.next ? 'yes, both' : 'the first'
}

function line(row, samples) {
  const judged = judge(row, samples)
  const isRatio = judged.ratio !== undefined
  const spread = isRatio
    ? `${digits(judged.ratio)} (${digits(judged.low)}–${digits(judged.high)})`
    : `(${withUnit(judged.low, row.unit)}–${withUnit(judged.high, row.unit)})`
  const cells = [row.what, row.against ?? '', targetText(row, isRatio),
    withUnit(judged.ours, row.unit), isRatio ? withUnit(judged.against, row.unit) : '', spread,
    verdict(row, judged)]
  return `| ${cells.join(' | ')} |`
}

const table = ({ title, head, rows }) => [`### ${title}`, '', `| ${head.join(' | ')} |`,
  `|${head.map(() => '---|').join('')}`, ...rows.map((row) => `| ${row.join(' | ')} |`), '']

// Rows of one sample are of all requests together.
function roundsOf({ rows }) {
  const rounds = Math.max(...Object.values(rows).map(({ ours }) => ours.length))
  return rounds > 1 ? `${rounds} rounds, ` : ''
}

// comparisons: [{ title, how, rows }] in the order of the page; results: { title: { when, version,
// machine, scale, rows, tables } }; words: { row: what bounds it }.
export function page(comparisons, results, words) {
  const measured = comparisons.filter(({ title }) => results[title])
  const rows = measured.flatMap(({ title, rows: all }) => all
    .filter((row) => results[title].rows[row.id])
    .map((row) => ({ row, samples: results[title].rows[row.id] })))
  const missed = rows.filter(({ row, samples }) => row.target && !judge(row, samples).met)
  const machines = [...new Set(measured.map(({ title }) => results[title].machine))]
  return [
    '# Benchmarks',
    '',
    'Made by `tests/bench/run`; do not edit. Both sides of a row run in turn on one machine that',
    'also makes the load, round by round. Figures are medians of the rounds; a ratio is the median',
    'of the rounds\' ratios, with the least and the greatest behind it. Absolute figures are those',
    'of the machine, and of what else it did; the ratios are what counts.',
    '',
    ...machines.map((machine) => `Machine: ${machine}.`),
    '',
    '| what | against | target | measured | against it | ratio or spread | met |',
    '|---|---|---|---|---|---|---|',
    ...rows.map(({ row, samples }) => line(row, samples)),
    '',
    ...(missed.length === 0 ? [] : ['## What bounds what is missed', '',
      ...missed.map(({ row }) => `* ${row.what}${row.against ? `, against ${row.against}` : ''}: ${
        words[row.id] ?? 'not looked into yet.'}`), '']),
    '## What was run',
    '',
    ...measured.flatMap(({ title, how }) => [`* \`${title}\` (${results[title].when.slice(0, 10)}, ${
      results[title].version}; ${roundsOf(results[title])}${results[title].scale}): ${how}`]),
    '',
    ...measured.flatMap(({ title }) => (results[title].tables ?? []).flatMap(table)),
  ].join('\n').replace(/\n+$/, '\n')
}
