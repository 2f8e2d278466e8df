import type { AppliedRule } from '@/api/types'
import { rateToRatio, ratioToZhe } from '@/ui/format/ratio'

/** How a price comes about, and the figure that says how much. */
export interface Rate {
  how: 'zhe' | 'discount' | 'markup' | 'fixed'
  rate: string
}

/** What a rule does to a price, as people say it: 9折 where that is said, 10% off elsewhere. */
export function rateOf(rule: Pick<AppliedRule, 'type' | 'percent' | 'unit_price'>, locale: string): Rate {
  if (rule.type === 'fixed') return { how: 'fixed', rate: plain(rule.unit_price) }
  if (rule.type === 'markup') return { how: 'markup', rate: plain(rule.percent) }
  const zhe = locale.startsWith('zh') ? ratioToZhe(rateToRatio(rule)) : null
  return zhe === null ? { how: 'discount', rate: plain(rule.percent) } : { how: 'zhe', rate: zhe }
}

/** The name of what a rule applies to; null for all charges, and for the usage type it stands beside. */
export function targetOf(rule: Pick<AppliedRule, 'scope' | 'service' | 'billing_entity'>): string | null {
  if (rule.scope === 'billing_entity') return rule.billing_entity
  return rule.scope === 'service' ? rule.service : null
}

/** A decimal without the zeros that say nothing. */
const plain = (decimal: string | null) => (decimal?.includes('.') ? decimal.replace(/\.?0+$/, '') : (decimal ?? ''))
