import { shiftDay, shiftPeriod } from './dates'

/** A stretch of months (`2026-06`) or of days (`2026-06-01`), both ends inside it. */
export interface Stretch {
  from: string
  to: string
}

export type Compare = 'off' | 'previous' | 'year'

export interface Range extends Stretch {
  compare: Compare
}

const isDay = (text: string) => text.length > 7
const monthNumber = (period: string) => Number(period.slice(0, 4)) * 12 + Number(period.slice(5, 7))
const dayNumber = (day: string) => Date.parse(`${day}T00:00:00Z`) / 86_400_000

/** How many months, or days, a stretch holds. */
export function lengthOf({ from, to }: Stretch): number {
  return isDay(from) ? dayNumber(to) - dayNumber(from) + 1 : monthNumber(to) - monthNumber(from) + 1
}

/** What a range is compared with: as many months or days right before it, or the same ones a year earlier. */
export function comparedWith({ from, to, compare }: Range): Stretch | null {
  if (compare === 'off') return null
  if (compare === 'year') return { from: yearBefore(from), to: yearBefore(to) }
  const length = lengthOf({ from, to })
  const shift = isDay(from) ? shiftDay : shiftPeriod
  return { from: shift(from, -length), to: shift(to, -length) }
}

function yearBefore(when: string): string {
  if (!isDay(when)) return shiftPeriod(when, -12)
  const month = shiftPeriod(when.slice(0, 7), -12)
  /* 29 February has no day a year earlier; the 28th stands for it. */
  return when.endsWith('-02-29') ? `${month}-28` : `${month}${when.slice(7)}`
}

/** The months up to the newest that has data; nothing while that is not known. */
export const lastMonths = (newest: string, count: number): Stretch => ({ from: newest && shiftPeriod(newest, 1 - count), to: newest })

export interface Preset extends Stretch {
  key: string
}

/** Months as people ask for them, counted back from the newest one with data. */
export function monthPresets(latest: string): Preset[] {
  const year = latest.slice(0, 4)
  const before = String(Number(year) - 1)
  const back = (months: number) => ({ from: shiftPeriod(latest, 1 - months), to: latest })
  return [
    { key: 'thisMonth', ...back(1) },
    { key: 'lastMonth', from: shiftPeriod(latest, -1), to: shiftPeriod(latest, -1) },
    { key: 'months3', ...back(3) },
    { key: 'months6', ...back(6) },
    { key: 'months12', ...back(12) },
    { key: 'yearToDate', from: `${year}-01`, to: latest },
    { key: 'lastYear', from: `${before}-01`, to: `${before}-12` },
  ]
}

/** Days counted back from the newest one with data. */
export function dayPresets(latest: string): Preset[] {
  const back = (days: number) => ({ from: shiftDay(latest, 1 - days), to: latest })
  return [{ key: 'days7', ...back(7) }, { key: 'days30', ...back(30) }, { key: 'days90', ...back(90) }]
}
