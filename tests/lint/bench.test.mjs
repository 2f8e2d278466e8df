// The benchmarks' own arithmetic, and that their page is the one of their results.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { alternate } from '../bench/lib/alternate.mjs'
import { comparisons } from '../bench/lib/comparisons.mjs'
import { page } from '../bench/lib/page.mjs'
import { judge, median, p99, quantile } from '../bench/lib/stats.mjs'
import { files, read } from './files.mjs'

describe('samples', () => {
  test('median and quantile', () => {
    assert.equal(median([3, 1, 2]), 2)
    assert.equal(median([4, 1, 3, 2]), 2.5)
    assert.equal(quantile([0, 10], 0.25), 2.5)
    assert.equal(median([]), undefined)
  })

  test('p99 is a sample, the slowest of few', () => {
    assert.equal(p99(Array.from({ length: 200 }, (_, i) => i + 1)), 198)
    assert.equal(p99([5, 9, 7]), 9)
  })

  test('a ratio is the median of the ratios of rounds', () => {
    const row = { target: { at: 'most', limit: 2, next: 1.4 } }
    const judged = judge(row, { ours: [3, 20, 3], against: [2, 10, 1] })
    assert.deepEqual([judged.ours, judged.against, judged.ratio, judged.low, judged.high],
      [3, 2, 2, 1.5, 3])
    assert.deepEqual([judged.met, judged.next], [true, false])
  })

  test('times faster are the other way round', () => {
    const judged = judge({ isFaster: true, target: { at: 'least', limit: 10 } },
      { ours: [1, 2], against: [12, 16] })
    assert.deepEqual([judged.ratio, judged.met], [10, true])
  })

  test('without another side the figure itself is judged', () => {
    const judged = judge({ target: { at: 'least', limit: 5 } }, { ours: [4, 6, 4] })
    assert.deepEqual([judged.ours, judged.ratio, judged.met], [4, undefined, false])
  })
})

test('sides take turns, and the warm-up is not counted', async () => {
  const order = []
  const side = (name) => async () => order.push(name)
  const samples = await alternate(2, { a: side('a'), b: side('b') })
  assert.equal(order.join(''), 'baabba')
  assert.deepEqual(samples, { a: [3, 6], b: [4, 5] })
})

describe('the page', () => {
  const one = { title: 'one', how: 'run once', rows: [
    { id: 'a', what: 'A', against: 'B', unit: 's', target: { at: 'most', limit: 1.5 } },
    { id: 'c', what: 'C', unit: '/s', target: { at: 'least', limit: 20000 } },
    { id: 'd', what: 'D', unit: 'MB' }] }
  const results = { one: { when: '2026-01-02T03:04:05Z', version: 'v1', machine: '2 cores',
    scale: 'small', rows: { a: { ours: [4, 3, 3.6], against: [2, 2, 2] }, c: { ours: [12345.6] } },
    tables: [{ title: 'More', head: ['x'], rows: [['y']] }] } }

  test('has a line for each row that was measured', () => {
    const lines = page([one], results, { a: 'the disk.' }).split('\n')
    assert.ok(lines.includes('| A | B | ≤ 1.5 | 3.60 s | 2.00 s | 1.80 (1.50–2.00) | **no** |'))
    assert.ok(lines.includes('| C |  | ≥ 20,000/s | 12,346/s |  | (12,346/s–12,346/s) | **no** |'))
    assert.ok(lines.includes('* A, against B: the disk.'))
    assert.ok(lines.includes('* C: not looked into yet.'))
    assert.ok(lines.includes('* `one` (2026-01-02, v1; 3 rounds, small): run once'))
    assert.ok(lines.includes('### More'))
    assert.ok(!lines.some((line) => line.startsWith('| D')))
  })

  test('a second target is told apart from the first', () => {
    const rows = [{ id: 'a', what: 'A', against: 'B', unit: 's',
      target: { at: 'most', limit: 3, next: 2 } }]
    const line = (ours) => page([{ ...one, rows }], { one: { ...results.one,
      rows: { a: { ours: [ours], against: [1] } } } }, {}).split('\n').find((l) => l.startsWith('| A'))
    assert.match(line(2.5), /≤ 3, then 2 .* the first \|$/)
    assert.match(line(1.5), /yes, both \|$/)
    assert.match(line(3.5), /\*\*no\*\* \|$/)
  })

  test('docs/benchmarks.md is made of the results', { skip: resultsMissing() }, () => {
    const made = page(comparisons, JSON.parse(read('tests/bench/results.json')),
      JSON.parse(read('tests/bench/words.json')))
    assert.equal(read('docs/benchmarks.md'), made)
  })
})

function resultsMissing() {
  return files(/^tests\/bench\/results\.json$/).length === 0 && 'nothing was measured yet'
}

test('rows have names of their own', () => {
  const ids = comparisons.flatMap(({ rows }) => rows.map(({ id }) => id))
  assert.equal(new Set(ids).size, ids.length)
})
