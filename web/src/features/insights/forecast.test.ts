import { describe, expect, it } from 'vitest'
import type { Forecast } from '@/api/types'
import { outlookOf } from './forecast'

const estimate = (period: string, amount: string) => ({ period, amount, low: `${amount}.1`, high: `${amount}.9`, method: 'damped_trend' })
const forecast: Forecast = {
  currency: 'USD',
  measure: 'cost',
  history: [{ period: '2026-09', amount: '90', partial: false }, { period: '2026-10', amount: '100', partial: false }, { period: '2026-11', amount: '61', partial: true }],
  month_end: { ...estimate('2026-11', '105'), method: 'run_rate_weekday' },
  months: [estimate('2026-12', '110'), estimate('2027-01', '115')],
  method: 'damped_trend',
  month_end_missing: null,
  months_missing: null,
  level: 80,
}

describe('the outlook', () => {
  it('joins what is known and what is expected at the last month that is over', () => {
    expect(outlookOf(forecast)).toEqual({
      periods: ['2026-09', '2026-10', '2026-11', '2026-12', '2027-01'],
      known: { values: ['90', '100', null, null, null] },
      expected: { values: [null, '100', '105', '110', '115'], low: [null, '100', '105.1', '110.1', '115.1'], high: [null, '100', '105.9', '110.9', '115.9'] },
    })
  })

  it('does not forecast a month that is over', () => {
    const over = { ...forecast, history: forecast.history.slice(0, 2), month_end: null, month_end_missing: 'month_is_over' }
    expect(outlookOf(over).periods).toEqual(['2026-09', '2026-10', '2026-12', '2027-01'])
  })

  it('stands without history', () => {
    expect(outlookOf({ ...forecast, history: [] }).expected.values).toEqual(['105', '110', '115'])
  })
})
