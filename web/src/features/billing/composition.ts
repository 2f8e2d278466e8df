import type { BillSummary } from '@/api/types'
import { coloursOf, OTHERS_COLOUR } from '@/ui/charts/palette'
import { chartGeometry, compareDecimals, decimalSign, sumDecimals } from '@/ui/format/money'

const SHOWN = 9

export interface Part {
  id: string
  name: string
  amount: string
  size: number
  colour: string
}

export interface Composition {
  parts: Part[]
  /** The groups beyond the largest nine, as one arc. */
  others: { count: number; amount: string; size: number; colour: string } | null
}

/** What makes up the month: the largest groups by cost, or by what they owe for those who may not see cost. */
export function composition(bills: readonly BillSummary[]): Composition {
  const sorted = bills
    .map((bill) => ({ id: bill.billing_group_id, name: bill.name, amount: bill.cost ?? bill.pro_forma }))
    .filter((part) => decimalSign(part.amount) > 0)
    .toSorted((left, right) => compareDecimals(right.amount, left.amount))
    .map((part) => ({ ...part, size: chartGeometry(part.amount) }))
  const shown = sorted.slice(0, SHOWN)
  const rest = sorted.slice(SHOWN)
  const colours = coloursOf(shown.map((part) => part.id))
  const others = { count: rest.length, amount: sumDecimals(rest.map((part) => part.amount)), size: rest.reduce((size, part) => size + part.size, 0), colour: OTHERS_COLOUR }
  return {
    parts: shown.map((part) => ({ ...part, colour: colours.get(part.id) ?? OTHERS_COLOUR })),
    others: rest.length > 0 ? others : null,
  }
}
