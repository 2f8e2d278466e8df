import type { PlanDraft } from '@/api/plans'
import type { PassThroughKind, PricingPlan, PricingRule, RuleScope } from '@/api/types'
import { endAfter, lastDayOf } from '../format/dates'
import { isAmount, isPercent, ratioToRate, rateToRatio } from '../format/ratio'

/** A rule as it is edited: strings as typed, and the last day inside instead of the first one outside. */
export interface RuleDraft {
  /** Tells the rules of a form apart; the server gives a stored rule another one. */
  id: string
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
export const RULE_FIELDS = ['scope', 'type', 'percent', 'unit_price', 'service', 'usage_type', 'operation', 'billing_entity', 'from', 'to'] as const
export const BASES: readonly PricingPlan['basis'][] = ['public_on_demand', 'unblended', 'net_unblended', 'amortized', 'net_amortized']

/* A rule of a form that was loaded again keeps its id, so another load counts from elsewhere. */
let made = Date.now()

export const blankRule = (): RuleDraft => ({
  id: `new-${(made += 1)}`, scope: 'global', type: 'discount', percent: '', ratio: '', unit_price: '', service: '', usage_type: '', operation: '', billing_entity: '', from: null, last_day: null,
})

export function ruleDraftOf(rule: PricingRule): RuleDraft {
  return {
    id: rule.id ?? '',
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

/** What a rule prices; an empty operation means every one. */
export type RuleTarget = Pick<PricingRule, 'scope' | 'service' | 'usage_type' | 'operation' | 'billing_entity'>

/** The wider a target, the lower: of the rules that fit a charge, the highest counts. */
const specificity = (target: RuleTarget) => (target.scope === 'sku' && target.operation ? SCOPES.length : SCOPES.indexOf(target.scope))

export const targetKey = (target: RuleTarget) => [target.scope, target.service, target.usage_type, target.operation, target.billing_entity].map((part) => part ?? '').join('\n')

/** The most specific target first, as rules are looked up; equal ones by name. */
export function compareTargets(left: RuleTarget, right: RuleTarget): number {
  return specificity(right) - specificity(left) || targetKey(left).localeCompare(targetKey(right), 'en')
}

/** Rules of one target begin with the newest. */
export const compareRules = (left: PricingRule, right: PricingRule) => compareTargets(left, right) || (right.from ?? '').localeCompare(left.from ?? '')

export const inForce = (rule: PricingRule, day: string) => (!rule.from || rule.from <= day) && (!rule.to || day < rule.to)

/** Everything about a rule but its id: two rules with one content price alike. */
export const ruleContent = (rule: PricingRule) => JSON.stringify([targetKey(rule), rule.type, rule.percent, rule.unit_price, rule.from, rule.to])

/** Two plans price alike when all but their names is the same, in whatever order. */
export function pricesOf(plan: Pick<PricingPlan, 'basis' | 'free_tier' | 'pass_through' | 'rules'>): string {
  const freeTier = plan.basis === 'public_on_demand' && plan.free_tier
  return JSON.stringify([plan.basis, freeTier, plan.pass_through.toSorted(), plan.rules.map(ruleContent).toSorted()])
}

/** The positions of rules that price a target on a day on which one before them does already. */
export function overlapping(rules: readonly PricingRule[]): number[] {
  const meets = (a: PricingRule, b: PricingRule) => targetKey(a) === targetKey(b) && (!a.to || !b.from || b.from < a.to) && (!b.to || !a.from || a.from < b.to)
  return rules.flatMap((rule, index) => (rules.slice(0, index).some((other) => meets(other, rule)) ? [index] : []))
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
  name: plan.name, basis: plan.basis, free_tier: plan.free_tier, pass_through: plan.pass_through, rules: plan.rules.toSorted(compareRules).map(ruleDraftOf),
})

export const planOf = (form: PlanForm): PlanDraft => ({ ...form, name: form.name.trim(), rules: form.rules.map(ruleOf) })

/** What a basis hands on at cost unless the plan says otherwise. */
export const usualPassThrough = (basis: PricingPlan['basis']): PassThroughKind[] => (basis === 'public_on_demand' ? [] : ['tax', 'credit', 'refund'])
