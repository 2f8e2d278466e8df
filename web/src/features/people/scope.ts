import type { BillingGroup, Payer, UserListed } from '@/api/types'

/** The names a user is limited to; null for one who sees the whole partner. */
export function scopeOf(user: UserListed, payers: readonly Pick<Payer, 'id' | 'name'>[], groups: readonly Pick<BillingGroup, 'id' | 'name'>[]): string[] | null {
  const named = (ids: readonly string[], things: readonly { id: string; name: string }[]) => ids.map((id) => things.find((thing) => thing.id === id)?.name ?? id)
  if (user.role === 'payer_admin') return named(user.payer_ids, payers)
  if (user.role === 'customer') return named(user.billing_group_ids, groups)
  return null
}
