/** Days are calendar days without a time zone; Date is used in UTC only, so no zone can move one. */
export function shiftDay(day: string, by: number): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + by)
  return date.toISOString().slice(0, 10)
}

/** The API ends an interval with the first day outside it; people name the last day inside. */
export const lastDayOf = (endsOn: string | null) => (endsOn ? shiftDay(endsOn, -1) : null)
export const endAfter = (lastDay: string | null) => (lastDay ? shiftDay(lastDay, 1) : null)

/** Is a text of an address a month at all? */
export const isPeriod = (text: string) => /^[1-9]\d{3}-(0[1-9]|1[0-2])$/.test(text)

export function shiftPeriod(period: string, by: number): string {
  const date = new Date(`${period}-01T00:00:00Z`)
  date.setUTCMonth(date.getUTCMonth() + by)
  return date.toISOString().slice(0, 7)
}

export const lastPeriodOf = (to: string | null) => (to ? shiftPeriod(to, -1) : null)
export const endAfterPeriod = (last: string | null) => (last ? shiftPeriod(last, 1) : null)

export function currentPeriod(now = new Date()): string {
  return now.toISOString().slice(0, 7)
}

export function currentDay(now = new Date()): string {
  return now.toISOString().slice(0, 10)
}

export function formatPeriod(period: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'long', timeZone: 'UTC' }).format(new Date(`${period}-01T00:00:00Z`))
}

export function formatDay(day: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'short', day: 'numeric', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`))
}

/** A month, `2026-11`, or a day, `2026-11-21`, where there is little room. */
export function formatShortPeriod(period: string, locale: string): string {
  const isDay = period.length > 7
  const parts: Intl.DateTimeFormatOptions = isDay ? { month: 'short', day: 'numeric' } : { year: '2-digit', month: 'short' }
  return new Intl.DateTimeFormat(locale, { ...parts, timeZone: 'UTC' }).format(new Date(`${isDay ? period : `${period}-01`}T00:00:00Z`))
}

/** An instant in the reader's own time zone, to the minute. */
export function formatInstant(instant: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(instant))
}
