import type { ChargeDraft } from '@/api/groups'
import type { CustomCharge } from '@/api/types'
import { endAfterPeriod, lastPeriodOf } from '@/ui/format/dates'
import { isAmount, isPercent } from '@/ui/format/ratio'

export interface ChargeForm {
  name: string
  description: string
  kind: CustomCharge['kind']
  method: 'flat' | 'percentage'
  amount: string
  percent: string
  include_flat: boolean
  services: string[]
  accounts: string[]
  drop_savings_plan_negation: boolean
  repeats: 'once' | 'monthly'
  from: string
  last: string | null
}

export const blankCharge = (period: string): ChargeForm => ({
  name: '', description: '', kind: 'fee', method: 'flat', amount: '', percent: '', include_flat: false,
  services: [], accounts: [], drop_savings_plan_negation: false, repeats: 'monthly', from: period, last: null,
})

export function chargeFormOf(charge: CustomCharge): ChargeForm {
  const last = lastPeriodOf(charge.to)
  return {
    name: charge.name,
    description: charge.description,
    kind: charge.kind,
    method: charge.percent === null ? 'flat' : 'percentage',
    amount: charge.amount ?? '',
    percent: charge.percent ?? '',
    include_flat: charge.include_flat,
    services: charge.filters?.services ?? [],
    accounts: charge.filters?.accounts ?? [],
    drop_savings_plan_negation: charge.filters?.drop_savings_plan_negation ?? false,
    repeats: last === charge.from ? 'once' : 'monthly',
    from: charge.from,
    last,
  }
}

export function chargeOf(form: ChargeForm, groupId: string): ChargeDraft {
  const percentage = form.method === 'percentage'
  const filters = { services: form.services, accounts: form.accounts, drop_savings_plan_negation: form.drop_savings_plan_negation }
  return {
    billing_group_id: groupId,
    name: form.name.trim(),
    description: form.description.trim(),
    kind: form.kind,
    amount: percentage ? null : form.amount.trim(),
    percent: percentage ? form.percent.trim() : null,
    include_flat: percentage && form.include_flat,
    filters: percentage ? filters : null,
    from: form.from,
    to: endAfterPeriod(form.repeats === 'once' ? form.from : form.last),
  }
}

export type ChargeProblem = 'required' | 'notAmount' | 'notPercent' | 'endBeforeStart'

/** What is wrong with a charge before it is sent, by JSON Pointer. */
export function chargeProblems(form: ChargeForm): Record<string, ChargeProblem> {
  const problems: Record<string, ChargeProblem> = {}
  if (form.name.trim() === '') problems['/name'] = 'required'
  if (!form.from) problems['/from'] = 'required'
  if (form.method === 'flat' && !isAmount(form.amount)) problems['/amount'] = 'notAmount'
  if (form.method === 'percentage' && !isPercent(form.percent)) problems['/percent'] = 'notPercent'
  if (form.repeats === 'monthly' && form.last && form.last < form.from) problems['/to'] = 'endBeforeStart'
  return problems
}
