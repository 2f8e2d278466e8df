import { describe, expect, it } from 'vitest'
import { isAmount, isPercent, parseRatio, rateToRatio, ratioToRate, ratioToZhe } from './ratio'

describe('parseRatio', () => {
  it.each([
    ['90', '90'],
    ['9折', '90'],
    ['9 折', '90'],
    ['8.5折', '85'],
    ['95折', '95'],
    ['90%', '90'],
    ['90％', '90'],
    ['107.5', '107.5'],
    ['33.333333', '33.333333'],
    ['0', '0'],
  ])('reads %s as %s', (text, ratio) => expect(parseRatio(text)).toBe(ratio))

  it.each(['', 'abc', '-10', '1.2345678', '9折折', '120折', '1e3'])('refuses %s', (text) => expect(parseRatio(text)).toBeNull())
})

describe('rates', () => {
  it('below 100 are discounts, above it markups', () => {
    expect(ratioToRate('90')).toEqual({ type: 'discount', percent: '10' })
    expect(ratioToRate('9折')).toEqual({ type: 'discount', percent: '10' })
    expect(ratioToRate('107.5')).toEqual({ type: 'markup', percent: '7.5' })
    expect(ratioToRate('100')).toEqual({ type: 'discount', percent: '0' })
    expect(ratioToRate('nothing')).toBeNull()
  })

  it('come back without losing a digit', () => {
    expect(rateToRatio({ type: 'discount', percent: '66.666667' })).toBe('33.333333')
    expect(rateToRatio({ type: 'markup', percent: '0.000001' })).toBe('100.000001')
    expect(rateToRatio({ type: 'discount', percent: '101' })).toBe('')
    expect(rateToRatio({ type: 'discount', percent: null })).toBe('')
  })

  it('are said as 折 only where people say it', () => {
    expect(ratioToZhe('90')).toBe('9')
    expect(ratioToZhe('85')).toBe('8.5')
    expect(ratioToZhe('100')).toBeNull()
    expect(ratioToZhe('0')).toBeNull()
  })
})

describe('what may be typed', () => {
  it('is a plain decimal', () => {
    expect(isPercent('12.5')).toBe(true)
    expect(isPercent('12,5')).toBe(false)
    expect(isAmount('0.000000000001')).toBe(true)
    expect(isAmount('-1')).toBe(false)
  })
})
