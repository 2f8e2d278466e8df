import type { Estimate } from '@/api/types'
import { chartGeometry } from '@/ui/format/money'

/** Where on a bar from nothing to the highest estimate things stand, in percent of its length. */
export interface EstimateBar {
  current: number
  low: number
  high: number
  amount: number
}

export function estimateBar(current: string, { amount, low, high }: Estimate): EstimateBar | null {
  const end = Math.max(chartGeometry(high), chartGeometry(current)) * 1.04
  if (!(end > 0)) return null
  const at = (value: string) => Math.min(Math.max((chartGeometry(value) / end) * 100, 0), 100)
  return { current: at(current), low: at(low), high: at(high), amount: at(amount) }
}
