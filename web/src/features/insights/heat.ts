import { chartGeometry } from '@/ui/format/money'

/** How strongly a cell is coloured, and which way. */
export interface Heat {
  rise: boolean
  /** 0 to 1 */
  strength: number
}

/* A change of half and more has the full colour. What is less than this share of the column is noise. */
const FULL = 0.5
const NOISE = 0.002

/** The change of a figure since the one before it, as colour: only drawn, never shown as a figure. */
export function heatOf(amount: string, before: string, columnTotal: string): Heat | null {
  const [now, then] = [chartGeometry(amount), chartGeometry(before)]
  const change = now - then
  if (change === 0 || Math.abs(change) < Math.abs(chartGeometry(columnTotal)) * NOISE) return null
  return { rise: change > 0, strength: then === 0 ? 1 : Math.min(1, Math.abs(change / then) / FULL) }
}

/** As a class of five steps, so that the theme decides the colours. */
export const heatClass = (heat: Heat | null) => (heat ? `${heat.rise ? 'rise' : 'fall'}-${Math.max(1, Math.ceil(heat.strength * 5))}` : '')
