import type { PricingPlan } from '@/api/types'
import { pricesOf } from '@/ui/pricing/rules'

/** The other plans that price exactly as each plan does, by its id. */
export function twinsOf(plans: readonly PricingPlan[]): Map<string, PricingPlan[]> {
  const priced = plans.map((plan) => ({ plan, prices: pricesOf(plan) }))
  return new Map(priced.map(({ plan, prices }) => [plan.id, priced.flatMap((other) => (other.plan !== plan && other.prices === prices ? [other.plan] : []))]))
}
