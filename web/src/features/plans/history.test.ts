import { expect, it } from 'vitest'
import type { PricingRule } from '@/api/types'
import { changesOf } from './history'

const rule = (change: Partial<PricingRule>) => ({
  id: 'x', scope: 'global', type: 'discount', percent: '5', unit_price: null, service: null, usage_type: null, operation: null, billing_entity: null, from: null, to: null, ...change,
})
const plan = (rules: object[], change = {}) => ({ id: 'p', name: 'Standard', basis: 'public_on_demand', free_tier: true, pass_through: ['tax'], rules, ...change })

it('tells what changed in a plan', () => {
  const before = plan([rule({})])
  expect(changesOf({ before, after: plan([rule({})], { name: 'Usual', basis: 'unblended', free_tier: false, pass_through: [] }) })).toEqual([
    { what: 'name', before: 'Standard', after: 'Usual' },
    { what: 'basis', before: 'public_on_demand', after: 'unblended' },
    { what: 'freeTier', after: false },
    { what: 'passThrough', before: ['tax'], after: [] },
  ])
})

it('tells a changed rate from a rule that came and one that went', () => {
  const ec2 = rule({ scope: 'service', service: 'AmazonEC2' })
  const s3 = rule({ scope: 'service', service: 'AmazonS3' })
  const changes = changesOf({ before: plan([rule({ percent: '5' }), ec2]), after: plan([rule({ id: 'new', percent: '8' }), s3]) })
  expect(changes).toMatchObject([
    { what: 'ruleAdded', after: { service: 'AmazonS3' } },
    { what: 'ruleChanged', before: { percent: '5' }, after: { percent: '8' } },
    { what: 'ruleRemoved', before: { service: 'AmazonEC2' } },
  ])
})

it('sees nothing in rules that were stored anew as they were', () => {
  expect(changesOf({ before: plan([rule({ id: 'a' })]), after: plan([rule({ id: 'b' })]) })).toEqual([])
})

it('reads entries of one rule, and of a plan that came or went', () => {
  expect(changesOf({ before: null, after: rule({}) })).toMatchObject([{ what: 'ruleAdded' }])
  expect(changesOf({ before: rule({ percent: '5' }), after: rule({ percent: '9' }) })).toMatchObject([{ what: 'ruleChanged' }])
  expect(changesOf({ before: rule({}), after: null })).toMatchObject([{ what: 'ruleRemoved' }])
  expect(changesOf({ before: null, after: plan([rule({})]) })).toMatchObject([{ what: 'ruleAdded' }])
  expect(changesOf({ before: plan([rule({})]), after: null })).toEqual([])
})
