import { describe, expect, it } from 'vitest'
import { rateOf, targetOf } from './rules'

describe('a rule in words', () => {
  it.each([
    ['discount', '10.000000', 'zh-CN', 'zhe', '9'],
    ['discount', '15', 'zh-CN', 'zhe', '8.5'],
    ['discount', '15', 'en', 'discount', '15'],
    ['discount', '66.666667', 'zh-CN', 'discount', '66.666667'],
    ['discount', '0', 'zh-CN', 'discount', '0'],
    ['discount', '100', 'zh-CN', 'discount', '100'],
    ['markup', '7.500000', 'zh-CN', 'markup', '7.5'],
  ] as const)('says %s of %s in %s', (type, percent, locale, how, rate) => expect(rateOf({ type, percent, unit_price: null }, locale)).toEqual({ how, rate }))

  it('names a fixed price to its last digit', () => {
    expect(rateOf({ type: 'fixed', percent: null, unit_price: '0.045600000000' }, 'en').rate).toBe('0.0456')
    expect(rateOf({ type: 'fixed', percent: null, unit_price: '100' }, 'en').rate).toBe('100')
  })

  it('names what it applies to where that does not stand beside it', () => {
    const nothing = { service: null, billing_entity: null }
    expect(targetOf({ ...nothing, scope: 'global' })).toBeNull()
    expect(targetOf({ ...nothing, scope: 'sku', service: 'AmazonEC2' })).toBeNull()
    expect(targetOf({ ...nothing, scope: 'service', service: 'AmazonEC2' })).toBe('AmazonEC2')
    expect(targetOf({ ...nothing, scope: 'billing_entity', billing_entity: 'AWS Marketplace' })).toBe('AWS Marketplace')
  })
})
