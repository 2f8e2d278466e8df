import { useI18n } from 'vue-i18n'
import type { PricingRule } from '@/api/types'
import { lastDayOf } from '../format/dates'
import { rateToRatio, ratioToZhe } from '../format/ratio'
import { serviceName } from '../format/services'
import { useFormat } from '../format/useFormat'
import type { RuleTarget } from './rules'

type Rate = Pick<PricingRule, 'type' | 'percent' | 'unit_price'>

/** A rule as people say it: what it prices, what the customer pays, on which days. */
export function useRuleWords() {
  const { t } = useI18n()
  const format = useFormat()

  function target(rule: RuleTarget): string {
    if (rule.scope === 'global') return t('ruleScope.global')
    if (rule.scope === 'billing_entity') return rule.billing_entity ?? ''
    if (rule.scope === 'service') return serviceName(rule.service ?? '')
    return [serviceName(rule.service ?? ''), rule.usage_type, rule.operation].filter(Boolean).join(' / ')
  }

  /** What is paid, `90%`; of a unit price, the price. */
  function rate(rule: Rate): string {
    return rule.type === 'fixed' ? t('rule.each', { price: rule.unit_price }) : `${rateToRatio(rule)}%`
  }

  /** The same the other way round, `9折` or `10% off`; empty where it says nothing more. */
  function meaning(rule: Rate): string {
    if (rule.type === 'fixed') return t('ruleType.fixed')
    const ratio = rateToRatio(rule)
    if (ratio === '100') return t('rule.unchanged')
    if (rule.type === 'markup') return t('rule.onTop', { percent: rule.percent })
    const zhe = ratioToZhe(ratio)
    return zhe ? t('rule.off', { percent: rule.percent, zhe }) : t('rule.offMuch', { percent: rule.percent })
  }

  function days(rule: Pick<PricingRule, 'from' | 'to'>): string {
    const last = lastDayOf(rule.to)
    if (rule.from && last) return t('rule.fromTo', { from: format.day(rule.from), to: format.day(last) })
    if (rule.from) return t('rule.since', { from: format.day(rule.from) })
    return last ? t('rule.until', { to: format.day(last) }) : ''
  }

  /** `90%, from Sep 1, 2026` */
  const terms = (rule: PricingRule) => [rate(rule), days(rule)].filter(Boolean).join(t('rule.comma'))

  return { target, rate, meaning, days, terms }
}
