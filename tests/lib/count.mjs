// What a test runner reported, as "passed failed skipped": node tests/lib/count.mjs KIND FILE.
import { readFileSync } from 'node:fs'

const [, , kind, file] = process.argv
const text = readFileSync(file, 'utf8')

// The C programs, one <testcase> each; cmocka prints a line for each test inside.
function ctest() {
  const cases = [...text.matchAll(/<testcase\b[^>]*\bstatus="(\w+)"[^>]*>([\s\S]*?)<\/testcase>/g)]
  const named = (output, word) =>
    new Set([...output.matchAll(new RegExp(`^\\[\\s*${word}\\s*\\] (\\w+)$`, 'gm'))].map((m) => m[1])).size
  const sums = [0, 0, 0]
  for (const [, status, output] of cases) {
    const counts = [named(output, 'OK'), named(output, 'FAILED'), named(output, 'SKIPPED')]
    if (status === 'fail') counts[1] ||= 1
    else if (status !== 'run') counts[2] ||= 1
    else if (counts[0] + counts[2] === 0) counts[0] = 1
    counts.forEach((count, i) => (sums[i] += count))
  }
  return sums
}

// The last summary of node:test, in either of its forms.
function node() {
  const of = (word) => Number([...text.matchAll(new RegExp(`^[ℹ#] ${word} (\\d+)$`, 'gm'))].at(-1)?.[1] ?? 0)
  return [of('pass'), of('fail') + of('cancelled'), of('skipped') + of('todo')]
}

function vitest() {
  const json = JSON.parse(text)
  return [json.numPassedTests, json.numFailedTests, json.numPendingTests + json.numTodoTests]
}

console.log({ ctest, node, vitest }[kind]().join(' '))
