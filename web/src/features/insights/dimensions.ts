import type { Grouping, InsightDimension, InsightFilters, Measure } from '@/api/types'

/** In the order in which people look for them. */
export const DIMENSIONS: readonly InsightDimension[] = [
  'category', 'service', 'account', 'billing_group', 'usage_type', 'region', 'charge_type', 'kind', 'payer', 'instance_family', 'processor', 'purchase_option', 'storage_class',
  'transfer_type', 'database_engine',
]
export const GROUPINGS: readonly Grouping[] = [...DIMENSIONS, 'none']

export type FilterName = InsightDimension | 'exclude_kind'
export const FILTERS: readonly FilterName[] = [...DIMENSIONS, 'exclude_kind']

/** What the header's switch filters is not in the bar. */
export const CHIPS: readonly FilterName[] = FILTERS.filter((name) => name !== 'payer')

export const MEASURES: readonly Measure[] = ['cost', 'unblended', 'amortized', 'net_amortized', 'public_on_demand', 'pro_forma', 'margin']

/** A reader who may not see costs has the bill's figures only. */
export const measuresFor = (seesCost: boolean): readonly Measure[] => (seesCost ? MEASURES : ['pro_forma'])

/** A reader who may not see costs knows nothing of the partner's payers either. */
export const groupingsFor = (seesCost: boolean): readonly Grouping[] => (seesCost ? GROUPINGS : GROUPINGS.filter((grouping) => grouping !== 'payer'))

/* Where a row leads, most telling first: the first that is not decided yet. */
const NEXT: Partial<Record<Grouping, readonly InsightDimension[]>> = {
  none: ['category', 'service'],
  account: ['service', 'usage_type'],
  billing_group: ['account', 'service', 'usage_type'],
  payer: ['billing_group', 'account', 'service', 'usage_type'],
  region: ['service', 'account', 'usage_type'],
  charge_type: ['service', 'account', 'usage_type'],
  kind: ['service', 'account', 'usage_type'],
  processor: ['instance_family', 'account', 'usage_type'],
  purchase_option: ['instance_family', 'account', 'usage_type'],
  instance_family: ['purchase_option', 'account', 'usage_type'],
}
const USUALLY: readonly InsightDimension[] = ['service', 'account', 'usage_type', 'region']

/** The key of what a partner charges beside the cloud's own lines; nothing is below it. */
export const CUSTOM_CHARGE = 'custom_charge'

/** The grouping that a row of `by` opens into; null at the bottom. */
export function nextGrouping(by: Grouping, filters: InsightFilters): InsightDimension | null {
  return (NEXT[by] ?? USUALLY).find((next) => next !== by && filters[next]?.length !== 1) ?? null
}
