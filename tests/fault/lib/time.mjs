// How long a fault is worked on, and waiting for what must come.
export { sleep, until } from '../../api/lib/wait.mjs'

// What the budgets of all files add up to in a short run; `tests/fault/run --minutes` stretches each
// by the same factor.
const SHORT_SECONDS = 38
const minutes = Number(process.env.PROFORMA_FAULT_MINUTES ?? 0)

export const isLong = minutes > 0

// A clock that is over when a test's share of the run has passed: `seconds` in a short run.
export function budget(seconds) {
  const factor = isLong ? (minutes * 60) / SHORT_SECONDS : 1
  const end = Date.now() + seconds * factor * 1000
  return { isOver: () => Date.now() >= end }
}
