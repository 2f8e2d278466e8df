import type { AuditEntry, PricingPlan, PricingRule } from '@/api/types'
import { compareRules, ruleContent, targetKey } from '@/ui/pricing/rules'

type Snapshot = Omit<PricingPlan, 'rules'> & { rules: PricingRule[] }

export type PlanChange =
  | { what: 'name'; before: string; after: string }
  | { what: 'basis'; before: PricingPlan['basis']; after: PricingPlan['basis'] }
  | { what: 'freeTier'; after: boolean }
  | { what: 'passThrough'; before: PricingPlan['pass_through']; after: PricingPlan['pass_through'] }
  | { what: 'ruleAdded'; after: PricingRule }
  | { what: 'ruleRemoved'; before: PricingRule }
  | { what: 'ruleChanged'; before: PricingRule; after: PricingRule }

type State = NonNullable<AuditEntry['before']>

const isRule = (state: State) => 'scope' in state
const asRule = (state: State) => state as unknown as PricingRule
const asPlan = (state: State) => state as unknown as Snapshot

/** Rules have new ids after each save, so they are told apart by what they say. */
function ruleChanges(before: readonly PricingRule[], after: readonly PricingRule[]): PlanChange[] {
  const kept = new Set(before.map(ruleContent))
  const remaining = new Set(after.map(ruleContent))
  const gone = before.filter((rule) => !remaining.has(ruleContent(rule))).toSorted(compareRules)
  const come = after.filter((rule) => !kept.has(ruleContent(rule))).toSorted(compareRules)
  const changed = come.map((rule): PlanChange => {
    const index = gone.findIndex((other) => targetKey(other) === targetKey(rule))
    const [old] = index < 0 ? [] : gone.splice(index, 1)
    return old ? { what: 'ruleChanged', before: old, after: rule } : { what: 'ruleAdded', after: rule }
  })
  return [...changed, ...gone.map((rule): PlanChange => ({ what: 'ruleRemoved', before: rule }))]
}

function planChanges(before: Snapshot, after: Snapshot): PlanChange[] {
  const changes: PlanChange[] = []
  const kinds = (plan: Snapshot) => plan.pass_through.toSorted().join()
  if (before.name !== after.name) changes.push({ what: 'name', before: before.name, after: after.name })
  if (before.basis !== after.basis) changes.push({ what: 'basis', before: before.basis, after: after.basis })
  if (before.free_tier !== after.free_tier) changes.push({ what: 'freeTier', after: after.free_tier })
  if (kinds(before) !== kinds(after)) changes.push({ what: 'passThrough', before: before.pass_through, after: after.pass_through })
  return [...changes, ...ruleChanges(before.rules, after.rules)]
}

/** What an entry of the audit trail did to the plan, or to one rule of it. */
export function changesOf({ before, after }: Pick<AuditEntry, 'before' | 'after'>): PlanChange[] {
  if (before && after) return isRule(after) ? ruleChanges([asRule(before)], [asRule(after)]) : planChanges(asPlan(before), asPlan(after))
  if (after) return isRule(after) ? [{ what: 'ruleAdded', after: asRule(after) }] : ruleChanges([], asPlan(after).rules)
  return before && isRule(before) ? [{ what: 'ruleRemoved', before: asRule(before) }] : []
}
