import { describe, expect, it } from 'vitest'
import { estimateBar } from './forecast'

describe('the bar of an estimate', () => {
  it('ends a little past the highest', () => {
    const bar = estimateBar('50.00', { amount: '90.00', low: '80.00', high: '100.00' })
    expect(bar?.high).toBeCloseTo(96.15, 1)
    expect(bar?.current).toBeCloseTo(48.08, 1)
    expect(bar?.low).toBeLessThan(bar?.amount ?? 0)
  })

  it('is none without anything above zero, and never leaves its frame', () => {
    expect(estimateBar('0.00', { amount: '0', low: '0', high: '0' })).toBeNull()
    expect(estimateBar('120', { amount: '90', low: '-10', high: '100' })?.low).toBe(0)
  })
})
