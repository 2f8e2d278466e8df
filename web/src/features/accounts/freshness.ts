import type { Drop, Payer } from '@/api/types'

/** A payer with the newest data there is of it. */
export interface PayerRow {
  payer: Payer
  latest: Drop | null
}

/** A provider writes its report anew a few times a day; after so long something is the matter. */
const STALE_AFTER_DAYS = 3
const DAY_MS = 86_400_000

export function payerRows(payers: readonly Payer[], drops: readonly Drop[]): PayerRow[] {
  return payers.map((payer) => {
    const own = drops.filter((drop) => drop.payer_id === payer.id && drop.state === 'current')
    const [latest] = own.toSorted((left, right) => right.period.localeCompare(left.period) || right.created_at.localeCompare(left.created_at))
    return { payer, latest: latest ?? null }
  })
}

/** Whole days between the last day with charges and today; null without any. */
export function daysBehind(latest: Drop | null, today: string): number | null {
  if (!latest?.last_day) return null
  return Math.max(0, Math.round((Date.parse(today) - Date.parse(latest.last_day)) / DAY_MS))
}

export const isStale = (behind: number | null) => behind !== null && behind > STALE_AFTER_DAYS
