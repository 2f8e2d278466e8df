import { endAfter, shiftPeriod } from '@/ui/format/dates'

/** Days [from, to); null is without end. */
export interface Stay {
  from: string
  to: string | null
}

/** The months that are drawn, both inclusive. */
export interface Window {
  first: string
  last: string
}

/** A stay inside a window, in percent of its width. */
export interface Bar {
  left: number
  width: number
  /** It begins before, or goes on after, what is drawn. */
  opens: boolean
  continues: boolean
}

const MONTHS = 12
const DAY = 86_400_000

const dayNumber = (day: string) => Date.parse(`${day}T00:00:00Z`) / DAY

/** A year up to the month on view and the two after it; what begins later widens it. */
export function windowAround(period: string, stays: readonly Stay[]): Window {
  const latest = stays.map((stay) => stay.from.slice(0, 7)).reduce((last, month) => (month > last ? month : last), shiftPeriod(period, 2))
  return { first: shiftPeriod(period, -MONTHS + 1), last: latest }
}

export function monthsOf({ first, last }: Window): string[] {
  const months: string[] = []
  for (let month = first; month <= last; month = shiftPeriod(month, 1)) months.push(month)
  return months
}

/** Where a stay is drawn; null when none of its days is in the window, or when it has no days at all. */
export function barOf({ from, to }: Stay, { first, last }: Window): Bar | null {
  if (!from) return null
  const start = `${first}-01`
  const end = `${shiftPeriod(last, 1)}-01`
  const begins = from < start ? start : from
  const ends = to === null || to > end ? end : to
  if (begins >= ends) return null
  const days = dayNumber(end) - dayNumber(start)
  return {
    left: ((dayNumber(begins) - dayNumber(start)) / days) * 100,
    width: ((dayNumber(ends) - dayNumber(begins)) / days) * 100,
    opens: from < start,
    continues: to === null || to > end,
  }
}

export const stayOf = (firstDay: string, lastDay: string | null): Stay => ({ from: firstDay, to: endAfter(lastDay) })
