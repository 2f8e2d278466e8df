import type { Drop, Payer, Period } from '@/api/types'
import { shiftPeriod } from '@/ui/format/dates'

/**
 * What is known of one payer's month: `complete` reaches its last day, `open` is the month that is not over, `short`
 * ends before it should, `unreconciled` must not be billed from, `missing` has no data although there is earlier data,
 * and `none` lies before the payer's first bill.
 */
export type CoverageState = 'complete' | 'open' | 'short' | 'unreconciled' | 'missing' | 'awaited' | 'none'

export interface CoverageCell {
  period: Period
  state: CoverageState
  drops: Drop[]
  /** The last day that has charges, and how many days the month has. */
  lastDay: string | null
  days: number
  ofDays: number
}

export interface CoverageRow {
  payer: Payer
  cells: CoverageCell[]
  missing: number
}

const MONTHS_AT_LEAST = 6
const MONTHS_AT_MOST = 18

export const daysOf = (period: Period) => new Date(Date.UTC(Number(period.slice(0, 4)), Number(period.slice(5, 7)), 0)).getUTCDate()

/** The months of the grid: from the first with data to the current one, within bounds. */
export function coveredPeriods(drops: readonly Drop[], current: Period): Period[] {
  const earliest = drops.reduce((first, drop) => (drop.period < first ? drop.period : first), shiftPeriod(current, 1 - MONTHS_AT_LEAST))
  const bound = shiftPeriod(current, 1 - MONTHS_AT_MOST)
  const periods: Period[] = []
  for (let period = earliest < bound ? bound : earliest; period <= current; period = shiftPeriod(period, 1)) periods.push(period)
  return periods
}

/** One row for each payer over the same months. Superseded versions do not count. */
export function coverageOf(payers: readonly Payer[], drops: readonly Drop[], current: Period): CoverageRow[] {
  const inForce = drops.filter((drop) => drop.state === 'current')
  const periods = coveredPeriods(inForce, current)
  return payers.map((payer) => {
    const own = inForce.filter((drop) => drop.payer_id === payer.id)
    const first = own.map((drop) => drop.period).toSorted()[0]
    const cells = periods.map((period) => cellOf(own.filter((drop) => drop.period === period), period, current, first))
    return { payer, cells, missing: cells.filter((cell) => cell.state === 'missing').length }
  })
}

function cellOf(drops: Drop[], period: Period, current: Period, first: Period | undefined): CoverageCell {
  const ofDays = daysOf(period)
  const lastDay = drops.flatMap((drop) => drop.last_day ?? []).toSorted().at(-1) ?? null
  const days = lastDay ? Math.min(ofDays, lastDay.startsWith(period) ? Number(lastDay.slice(8)) : ofDays) : 0
  return { period, drops, lastDay, days, ofDays, state: stateOf(drops, period, current, first, days === ofDays) }
}

function stateOf(drops: readonly Drop[], period: Period, current: Period, first: Period | undefined, reachesEnd: boolean): CoverageState {
  if (drops.some((drop) => !drop.reconciled)) return 'unreconciled'
  if (drops.length === 0) return first === undefined || period < first ? 'none' : period === current ? 'awaited' : 'missing'
  if (period === current) return 'open'
  return reachesEnd ? 'complete' : 'short'
}
