// How long a fault is worked on, and waiting for what must come.
import assert from 'node:assert/strict'

// What the budgets of all files add up to in a short run; `tests/fault/run --minutes` stretches each
// by the same factor.
const SHORT_SECONDS = 38
const minutes = Number(process.env.PROFORMA_FAULT_MINUTES ?? 0)

export const isLong = minutes > 0
export const sleep = (ms) => new Promise((done) => setTimeout(done, ms))

// A clock that is over when a test's share of the run has passed: `seconds` in a short run.
export function budget(seconds) {
  const factor = isLong ? (minutes * 60) / SHORT_SECONDS : 1
  const end = Date.now() + seconds * factor * 1000
  return { isOver: () => Date.now() >= end }
}

export async function until(what, holds, seconds = 30) {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; ) {
    const value = await holds()
    if (value) return value
    await sleep(20)
  }
  assert.fail(`within ${seconds} s it never was: ${what}`)
}
