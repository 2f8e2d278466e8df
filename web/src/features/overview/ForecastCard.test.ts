import { describe, expect, it } from 'vitest'
import { mountInEnglish } from '@/test-mount'
import ForecastCard from './ForecastCard.vue'

const figures = { revenue: { current: '100.00' } }
const partial = { period: '2023-11', days: 3, of_days: 30, as_of: null }
const textOf = (overview: object) => mountInEnglish(ForecastCard, { overview: { currency: 'USD', figures, forecast: null, ...overview } }).text()

describe('the end of a month', () => {
  it('waits for more data while the month is going', () => {
    expect(textOf({ partial })).toContain('not enough data for a forecast yet')
  })

  it('is no forecast once the month is whole', () => {
    expect(textOf({ partial: null })).not.toContain('yet')
    expect(textOf({ partial: null })).toContain('The data of this month is complete')
  })

  it('is told with how sure it is', () => {
    expect(textOf({ partial, forecast: { revenue: { amount: '900.00', low: '800.00', high: '1000.00' } } })).toContain('80% between 800.00 and 1,000.00')
  })
})
