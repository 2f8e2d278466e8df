import { describe, expect, it } from 'vitest'
import { blankRule, overlapping, planOf, ruleDraftOf, ruleOf, ruleProblems, withPercent, withRatio, type RuleDraft } from './rules'

const rule = (change: Partial<RuleDraft>): RuleDraft => ({ ...blankRule(), ...change })

describe('a rate', () => {
  it('typed as 9折 is a discount of 10', () => {
    expect(ruleOf(withRatio(blankRule(), '9折'))).toMatchObject({ type: 'discount', percent: '10' })
  })

  it('typed above 100 is a markup', () => {
    expect(ruleOf(withRatio(blankRule(), '120'))).toMatchObject({ type: 'markup', percent: '20' })
  })

  it('typed as a percent shows what is paid', () => {
    expect(withPercent(blankRule(), 'discount', '15').ratio).toBe('85')
    expect(withPercent(blankRule(), 'markup', '15').ratio).toBe('115')
  })

  it('that cannot be read is refused, not taken for the one before', () => {
    const broken = withRatio(withRatio(blankRule(), '90'), 'ninety')
    expect(ruleProblems(broken, true)).toEqual({ percent: 'notRatio' })
    expect(ruleProblems(withPercent(blankRule(), 'discount', '150'), false)).toEqual({ percent: 'discountOver100' })
  })
})

describe('what is sent', () => {
  it('has nothing left over from another scope or type', () => {
    const changed = rule({ scope: 'global', service: 'AmazonEC2', usage_type: 'x', operation: 'y', billing_entity: 'AWS', percent: '10', unit_price: '3' })
    expect(ruleOf(changed)).toEqual({
      scope: 'global', type: 'discount', percent: '10', unit_price: null, service: null, usage_type: null, operation: null, billing_entity: null, from: null, to: null,
    })
  })

  it('ends on the day after the last one', () => {
    expect(ruleOf(rule({ percent: '10', from: '2023-11-01', last_day: '2023-11-30' }))).toMatchObject({ from: '2023-11-01', to: '2023-12-01' })
    expect(ruleDraftOf(ruleOf(rule({ percent: '10', last_day: '2023-11-30' }))).last_day).toBe('2023-11-30')
  })

  it('trims the name of the plan', () => {
    expect(planOf({ name: ' Standard ', basis: 'unblended', free_tier: true, pass_through: ['tax'], rules: [] }).name).toBe('Standard')
  })
})

describe('a rule is refused', () => {
  it('without its target', () => {
    expect(ruleProblems(rule({ scope: 'service', percent: '1' }), false)).toEqual({ service: 'required' })
    expect(ruleProblems(rule({ scope: 'sku', service: 'AmazonEC2', percent: '1' }), false)).toEqual({ usage_type: 'required' })
    expect(ruleProblems(rule({ scope: 'billing_entity', percent: '1' }), false)).toEqual({ billing_entity: 'required' })
  })

  it('with a unit price for more than one usage type', () => {
    expect(ruleProblems(rule({ scope: 'service', service: 'AmazonEC2', type: 'fixed', unit_price: '0.1' }), false)).toEqual({ type: 'fixedNeedsSku' })
  })

  it('when it ends before it begins', () => {
    expect(ruleProblems(rule({ percent: '1', from: '2023-11-02', last_day: '2023-11-01' }), false)).toEqual({ to: 'endBeforeStart' })
  })
})

describe('rules of one target', () => {
  const days = (from: string | null, last_day: string | null, change: Partial<RuleDraft> = {}) => ruleOf(rule({ percent: '1', from, last_day, ...change }))

  it('may follow one another, but not share a day', () => {
    expect(overlapping([days(null, '2026-08-31'), days('2026-09-01', null)])).toEqual([])
    expect(overlapping([days(null, '2026-09-01'), days('2026-09-01', null)])).toEqual([1])
    expect(overlapping([days(null, null), days('2026-09-01', '2026-09-30')])).toEqual([1])
  })

  it('are no matter to those of another', () => {
    expect(overlapping([days(null, null), days(null, null, { scope: 'service', service: 'AmazonEC2' })])).toEqual([])
  })
})
