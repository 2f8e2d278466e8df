import type { PricingPlan, PricingRule } from '@/api/types'
import { compareRules, compareTargets, inForce, ruleContent, targetKey, type RuleTarget } from '@/ui/pricing/rules'

/** What one plan says about one target. */
export interface MatrixCell {
  planId: string
  /** The plan's own rules for the target, the newest first. */
  own: PricingRule[]
  /** Where no own rule is in force on the day: the wider rule that counts instead; null where none does. */
  wider: PricingRule | null
}

export interface MatrixRow {
  key: string
  target: RuleTarget
  cells: MatrixCell[]
  /** The plans do not all say the same. */
  differs: boolean
}

/** The targets that hold `target` too, the narrowest first. Which billing entity sells a service, a rule does not say. */
function widerTargets({ scope, service, usage_type, operation }: RuleTarget): RuleTarget[] {
  const everything: RuleTarget = { scope: 'global', service: null, usage_type: null, operation: null, billing_entity: null }
  const ofService: RuleTarget = { ...everything, scope: 'service', service }
  const ofUsageType: RuleTarget = { ...ofService, scope: 'sku', usage_type }
  if (scope === 'global') return []
  if (scope !== 'sku') return [everything]
  return operation ? [ofUsageType, ofService, everything] : [ofService, everything]
}

function cellOf(plan: PricingPlan, target: RuleTarget, day: string): MatrixCell {
  const rulesOf = (wanted: RuleTarget) => plan.rules.filter((rule) => targetKey(rule) === targetKey(wanted))
  const own = rulesOf(target).toSorted(compareRules)
  const isPriced = own.some((rule) => inForce(rule, day))
  const wider = isPriced ? undefined : widerTargets(target).flatMap(rulesOf).find((rule) => inForce(rule, day))
  return { planId: plan.id, own, wider: wider ?? null }
}

/** Compared as prices: a rule of its own says the same as a wider one with the same rate. */
function saying({ own, wider }: MatrixCell): string {
  const dated = own.filter((rule) => rule.from !== null || rule.to !== null)
  const undated = own.find((rule) => rule.from === null && rule.to === null) ?? wider
  const rate = undated && [undated.type, undated.percent, undated.unit_price]
  return JSON.stringify([rate?.[1] === '0' ? null : rate, dated.map(ruleContent)])
}

/** Every target that some plan prices, from most to least specific, beside what each plan says about it on `day`. */
export function matrixOf(plans: readonly PricingPlan[], day: string): MatrixRow[] {
  const targets = new Map(plans.flatMap((plan) => plan.rules).map((rule) => [targetKey(rule), rule]))
  return [...targets.entries()]
    .toSorted(([, left], [, right]) => compareTargets(left, right))
    .map(([key, target]) => {
      const cells = plans.map((plan) => cellOf(plan, target, day))
      return { key, target, cells, differs: new Set(cells.map(saying)).size > 1 }
    })
}
