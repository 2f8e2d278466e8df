import { expect, it } from 'vitest'
import type { PricingPlan, PricingRule } from '@/api/types'
import { matrixOf } from './matrix'
import { twinsOf } from './twins'

const rule = (change: Partial<PricingRule>): PricingRule => ({
  scope: 'global', type: 'discount', percent: '5', unit_price: null, service: null, usage_type: null, operation: null, billing_entity: null, from: null, to: null, ...change,
})
const plan = (id: string, rules: PricingRule[], change: Partial<PricingPlan> = {}): PricingPlan => ({
  id, name: id, basis: 'public_on_demand', free_tier: true, pass_through: [], billing_groups: 0, updated_at: '2026-11-01T00:00:00Z', rules: rules as PricingPlan['rules'], ...change,
})
const ec2 = (change: Partial<PricingRule> = {}) => rule({ scope: 'service', service: 'AmazonEC2', percent: '10', ...change })
const m5 = (change: Partial<PricingRule> = {}) => rule({ scope: 'sku', service: 'AmazonEC2', usage_type: 'BoxUsage:m5.large', percent: '14', ...change })
const TODAY = '2026-11-21'

it('has a row for each target, from most to least specific', () => {
  const plans = [plan('a', [rule({}), m5({ operation: 'RunInstances' })]), plan('b', [ec2(), m5(), rule({ scope: 'billing_entity', billing_entity: 'AWS Marketplace' })])]
  expect(matrixOf(plans, TODAY).map(({ target }) => target.operation ?? target.usage_type ?? target.service ?? target.billing_entity ?? target.scope)).toEqual([
    'RunInstances', 'BoxUsage:m5.large', 'AmazonEC2', 'AWS Marketplace', 'global',
  ])
})

it('shows the wider rule that counts where a plan has none of its own', () => {
  const rows = matrixOf([plan('a', [m5()]), plan('b', [ec2(), rule({})]), plan('c', [rule({})]), plan('d', [])], TODAY)
  expect(rows[0]?.cells.map(({ own, wider }) => [own.length, wider?.percent])).toEqual([[1, undefined], [0, '10'], [0, '5'], [0, undefined]])
})

it('takes a rule that has ended for no rule', () => {
  const [row] = matrixOf([plan('a', [ec2({ to: '2026-11-01' }), rule({})])], TODAY)
  expect(row?.cells[0]).toMatchObject({ own: [{ percent: '10' }], wider: { scope: 'global' } })
})

it('tells rows that differ from rows that only look different', () => {
  const rows = matrixOf([plan('a', [ec2({ percent: '5' }), rule({})]), plan('b', [rule({})]), plan('c', [rule({}), m5()])], TODAY)
  expect(rows.map((row) => [row.target.scope, row.differs])).toEqual([['sku', true], ['service', false], ['global', false]])
  expect(matrixOf([plan('a', [rule({ percent: '0' })]), plan('b', [])], TODAY)[0]?.differs).toBe(false)
})

it('finds plans with the same prices, whatever they are called and in whatever order', () => {
  const twins = twinsOf([plan('a', [ec2({ id: '1' }), rule({})]), plan('b', [rule({ id: '2' }), ec2()]), plan('c', [rule({}), ec2()], { basis: 'unblended' })])
  expect([...twins].map(([id, others]) => [id, others.map((other) => other.id)])).toEqual([['a', ['b']], ['b', ['a']], ['c', []]])
})
