import type { PlanDraft } from '@/api/groups'
import type { PassThroughKind, PricingPlan, PricingRule, RuleScope } from '@/api/types'
import { endAfter, lastDayOf } from '@/ui/format/dates'
import { isAmount, isPercent, ratioToRate, rateToRatio } from '@/ui/format/ratio'

/** A rule as it is edited: strings as typed, and the last day inside instead of the first one outside. */
export interface RuleDraft {
  scope: RuleScope
  type: PricingRule['type']
  percent: string
  /** What is typed when rates are entered as "9折 = 90"; `percent` and `type` follow it. */
  ratio: string
  unit_price: string
  service: string
  usage_type: string
  operation: string
  billing_entity: string
  from: string | null
  last_day: string | null
}

export const SCOPES: readonly RuleScope[] = ['global', 'billing_entity', 'service', 'sku']
export const PASS_THROUGH: readonly PassThroughKind[] = ['tax', 'credit', 'refund', 'support', 'discount', 'commitment_fee', 'marketplace']
export const BASES: readonly PricingPlan['basis'][] = ['public_on_demand', 'unblended', 'net_unblended', 'amortized', 'net_amortized']

export const blankRule = (): RuleDraft => ({
  scope: 'global', type: 'discount', percent: '', ratio: '', unit_price: '', service: '', usage_type: '', operation: '', billing_entity: '', from: null, last_day: null,
})

export function ruleDraftOf(rule: PricingRule): RuleDraft {
  return {
    scope: rule.scope,
    type: rule.type,
    percent: rule.percent ?? '',
    ratio: rule.type === 'fixed' ? '' : rateToRatio(rule),
    unit_price: rule.unit_price ?? '',
    service: rule.service ?? '',
    usage_type: rule.usage_type ?? '',
    operation: rule.operation ?? '',
    billing_entity: rule.billing_entity ?? '',
    from: rule.from,
    last_day: lastDayOf(rule.to),
  }
}

/** Takes a typed ratio over into type and percent; an unreadable one leaves the percent empty, which is refused. */
export function withRatio(rule: RuleDraft, ratio: string): RuleDraft {
  const rate = ratioToRate(ratio)
  return { ...rule, ratio, type: rate?.type ?? rule.type, percent: rate?.percent ?? '' }
}

export function withPercent(rule: RuleDraft, type: RuleDraft['type'], percent: string): RuleDraft {
  return { ...rule, type, percent, ratio: type === 'fixed' ? '' : rateToRatio({ type, percent }) }
}

/** Only what the scope and the type mean is sent: the rest may be left from an earlier choice. */
export function ruleOf(draft: RuleDraft): PricingRule {
  const ofService = draft.scope === 'service' || draft.scope === 'sku'
  const fixed = draft.type === 'fixed'
  return {
    scope: draft.scope,
    type: draft.type,
    percent: fixed ? null : draft.percent.trim(),
    unit_price: fixed ? draft.unit_price.trim() : null,
    service: ofService ? draft.service : null,
    usage_type: draft.scope === 'sku' ? draft.usage_type : null,
    operation: draft.scope === 'sku' ? draft.operation || null : null,
    billing_entity: draft.scope === 'billing_entity' ? draft.billing_entity : null,
    from: draft.from || null,
    to: endAfter(draft.last_day),
  }
}

export type RuleProblem = 'required' | 'notPercent' | 'notRatio' | 'discountOver100' | 'notAmount' | 'fixedNeedsSku' | 'endBeforeStart'

/** What is wrong with a rule before it is sent, by the name of its field. */
export function ruleProblems(draft: RuleDraft, byRatio: boolean): Partial<Record<keyof PricingRule, RuleProblem>> {
  const problems: Partial<Record<keyof PricingRule, RuleProblem>> = {}
  if (draft.scope === 'billing_entity' && !draft.billing_entity) problems.billing_entity = 'required'
  if ((draft.scope === 'service' || draft.scope === 'sku') && !draft.service) problems.service = 'required'
  if (draft.scope === 'sku' && !draft.usage_type) problems.usage_type = 'required'
  if (draft.type === 'fixed') {
    if (draft.scope !== 'sku') problems.type = 'fixedNeedsSku'
    if (!isAmount(draft.unit_price)) problems.unit_price = 'notAmount'
  } else if (!isPercent(draft.percent)) {
    problems.percent = byRatio ? 'notRatio' : 'notPercent'
  } else if (draft.type === 'discount' && rateToRatio(draft) === '') {
    problems.percent = 'discountOver100'
  }
  if (draft.from && draft.last_day && draft.last_day < draft.from) problems.to = 'endBeforeStart'
  return problems
}

export interface PlanForm {
  name: string
  basis: PricingPlan['basis']
  free_tier: boolean
  pass_through: PassThroughKind[]
  rules: RuleDraft[]
}

export const blankPlan = (name: string): PlanForm => ({ name, basis: 'public_on_demand', free_tier: true, pass_through: [], rules: [] })

export const planFormOf = (plan: PricingPlan): PlanForm => ({
  name: plan.name, basis: plan.basis, free_tier: plan.free_tier, pass_through: plan.pass_through, rules: plan.rules.map(ruleDraftOf),
})

export const planOf = (form: PlanForm): PlanDraft => ({ ...form, name: form.name.trim(), rules: form.rules.map(ruleOf) })

/** What a basis hands on at cost unless the plan says otherwise. */
export const usualPassThrough = (basis: PricingPlan['basis']): PassThroughKind[] => (basis === 'public_on_demand' ? [] : ['tax', 'credit', 'refund'])
