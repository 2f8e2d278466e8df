import { shiftDay } from '../format/dates'

export type Lifetime = 'days30' | 'days90' | 'year' | 'never'

const DAYS: Record<Exclude<Lifetime, 'never'>, number> = { days30: 30, days90: 90, year: 365 }
export const LIFETIMES: readonly Lifetime[] = ['days30', 'days90', 'year', 'never']

/** When a key made now ends: at the end of its last day, so that a day is never cut short. */
export function expiryOf(lifetime: Lifetime, now = new Date()): string | null {
  return lifetime === 'never' ? null : `${shiftDay(now.toISOString().slice(0, 10), DAYS[lifetime] + 1)}T00:00:00Z`
}

export const hasExpired = (expiresAt: string | null, now = new Date()) => expiresAt !== null && new Date(expiresAt) <= now
