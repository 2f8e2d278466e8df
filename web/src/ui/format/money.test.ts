import { describe, expect, it } from 'vitest'
import { compareDecimals, currencyPlaces, decimalSign, formatCompact, formatMoney, formatPercent, marginPercent, sumDecimals } from './money'

describe('formatMoney', () => {
  it('keeps every digit of amounts a float could not hold', () => {
    expect(formatMoney('12345678901234567890.12', 'USD', 'en')).toBe('12,345,678,901,234,567,890.12')
    expect(formatMoney('1.68230869740', 'USD', 'en', { exact: true })).toBe('1.6823086974')
    expect(formatMoney('0.000000000001', 'USD', 'en', { exact: true })).toBe('0.000000000001')
  })

  it('rounds to the places of the currency', () => {
    expect(formatMoney('307.911', 'USD', 'en')).toBe('307.91')
    expect(formatMoney('307.911', 'JPY', 'en')).toBe('308')
    expect(formatMoney('1.5', 'KWD', 'en')).toBe('1.500')
    expect(currencyPlaces('not a currency')).toBe(2)
  })

  it('shows a negative amount with a minus sign, not a hyphen', () => {
    expect(formatMoney('-1234.56', 'USD', 'en')).toBe('−1,234.56')
    expect(formatMoney('-1234.56', 'USD', 'zh-CN')).toBe('−1,234.56')
  })

  it('never shows a negative zero', () => {
    expect(formatMoney('-0.001', 'USD', 'en')).toBe('0.00')
    expect(formatMoney('0', 'USD', 'en')).toBe('0.00')
  })

  it('signs changes', () => {
    expect(formatMoney('12', 'USD', 'en', { signed: true })).toBe('+12.00')
    expect(formatMoney('-12', 'USD', 'en', { signed: true })).toBe('−12.00')
    expect(formatMoney('0', 'USD', 'en', { signed: true })).toBe('0.00')
  })
})

describe('formatCompact', () => {
  it('says thousands and millions in English', () => {
    expect(formatCompact('999.94', 'en')).toBe('999.9')
    expect(formatCompact('12345.67', 'en')).toBe('12.3k')
    expect(formatCompact('-4560000', 'en')).toBe('−4.6M')
    expect(formatCompact('2500000000', 'en')).toBe('2.5B')
  })

  it('says 万 and 亿 in Chinese', () => {
    expect(formatCompact('9999', 'zh-CN')).toBe('9999')
    expect(formatCompact('12345.67', 'zh-CN')).toBe('1.2万')
    expect(formatCompact('-345600000', 'zh-CN')).toBe('−3.5亿')
  })

  it('signs changes', () => {
    expect(formatCompact('1500', 'en', true)).toBe('+1.5k')
    expect(formatCompact('0', 'en', true)).toBe('0')
  })
})

describe('formatPercent', () => {
  it('has two places, and a dash where there is none', () => {
    expect(formatPercent('22.0554', 'en')).toBe('22.06%')
    expect(formatPercent('-3.5', 'zh-CN')).toBe('−3.50%')
    expect(formatPercent(null, 'en')).toBe('–')
  })
})

describe('compareDecimals', () => {
  it('sees the last digit', () => {
    expect(compareDecimals('0.000000000001', '0.000000000002')).toBe(-1)
    expect(compareDecimals('-2', '-10')).toBe(1)
    expect(compareDecimals('1.50', '1.5')).toBe(0)
    expect(compareDecimals('99999999999999999999', '100000000000000000000')).toBe(-1)
  })

  it('reads signs', () => {
    expect(decimalSign('-0.00')).toBe(0)
    expect(decimalSign('-0.01')).toBe(-1)
    expect(decimalSign('0.01')).toBe(1)
  })
})

describe('sumDecimals', () => {
  it.each([
    [[], '0.000000000000'],
    [['0.1', '0.2'], '0.300000000000'],
    [['99999999999999999999.99', '0.01'], '100000000000000000000.000000000000'],
    [['1.00', '-1.000000000001'], '-0.000000000001'],
  ])('adds %j up to %s', (amounts, sum) => expect(sumDecimals(amounts)).toBe(sum))
})

describe('marginPercent', () => {
  it('is of a pro forma above zero; a bill of nothing but a credit has no share of it', () => {
    expect(marginPercent({ pro_forma: '100.00', margin_percent: '-25.0000' })).toBe('-25.0000')
    expect(marginPercent({ pro_forma: '-12.35', margin_percent: '100.0000' })).toBeNull()
    expect(marginPercent({ pro_forma: '0.00', margin_percent: null })).toBeNull()
    expect(marginPercent({ pro_forma: '5.00' })).toBeNull()
    expect(marginPercent(undefined)).toBeNull()
  })
})
