import type { Attention, Period } from '@/api/types'

/** Where the thing that needs a person is put right. */
export function remedyOf(item: Attention, period: Period): { path: string; query?: Record<string, string>; hash?: string } {
  const group = item.billing_group_id ?? ''
  switch (item.kind) {
    case 'unassigned_accounts':
      return { path: '/accounts', query: { group: 'unassigned' } }
    case 'negative_margin':
      return { path: `/billing/${group}/${period}`, query: { sort: 'margin' } }
    case 'no_plan':
      return { path: `/groups/${group}/pricing` }
    case 'unknown_types':
    case 'unreconciled_drop':
      if (item.drop_id) return { path: `/data/drops/${item.drop_id}` }
  }
  return { path: '/data', query: item.payer_id ? { payer: item.payer_id } : {} }
}

/** Worst first; what is equally bad keeps the order of the server. */
export const worstFirst = (items: readonly Attention[]) => items.toSorted((left, right) => Number(right.severity === 'critical') - Number(left.severity === 'critical'))
