import { describe, expect, it } from 'vitest'
import { endAfter, endAfterPeriod, formatDay, formatPeriod, isPeriod, lastDayOf, lastPeriodOf, shiftDay, shiftPeriod } from './dates'

describe('ends of intervals', () => {
  it('are the last day inside for people and the first outside for the API', () => {
    expect(lastDayOf('2024-03-01')).toBe('2024-02-29')
    expect(endAfter('2023-12-31')).toBe('2024-01-01')
    expect(lastDayOf(null)).toBeNull()
    expect(endAfter(lastDayOf('2023-11-15'))).toBe('2023-11-15')
  })

  it('work for periods too', () => {
    expect(lastPeriodOf('2024-01')).toBe('2023-12')
    expect(endAfterPeriod('2023-12')).toBe('2024-01')
    expect(endAfterPeriod(null)).toBeNull()
  })
})

describe('shifting', () => {
  it('crosses months and years', () => {
    expect(shiftDay('2023-12-31', 1)).toBe('2024-01-01')
    expect(shiftPeriod('2024-01', -1)).toBe('2023-12')
  })
})

describe('words', () => {
  it('follow the language', () => {
    expect(formatPeriod('2023-11', 'zh-CN')).toBe('2023年11月')
    expect(formatPeriod('2023-11', 'en')).toBe('November 2023')
    expect(formatDay('2023-11-05', 'en')).toBe('Nov 5, 2023')
  })
})

it('an address may say anything where a month belongs', () => {
  expect(['2026-10', '2026-13', '2026-1', '0000-01', 'abc', ''].map(isPeriod)).toEqual([true, false, false, false, false, false])
})
