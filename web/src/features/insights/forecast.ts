import type { Forecast } from '@/api/types'
import type { Trend } from '@/ui/charts/TrendLine.vue'

export interface Outlook {
  periods: string[]
  known: Pick<Trend, 'values'>
  expected: Pick<Trend, 'values' | 'low' | 'high'>
}

/**
 * What is known and what is expected as two lines that meet: the expected one begins at the last month that is over.
 * A month that is not over is not drawn as known, it would look like a fall.
 */
export function outlookOf({ history, month_end, months }: Forecast): Outlook {
  const over = history.filter((month) => !month.partial)
  const ahead = [...(month_end ? [month_end] : []), ...months].filter(({ period }) => over.every((month) => month.period < period))
  const last = over.at(-1)
  const gap = over.slice(0, -1).map(() => null)
  const start = last ? [last.amount] : []
  return {
    periods: [...over.map(({ period }) => period), ...ahead.map(({ period }) => period)],
    known: { values: [...over.map(({ amount }) => amount), ...ahead.map(() => null)] },
    expected: {
      values: [...gap, ...start, ...ahead.map(({ amount }) => amount)],
      low: [...gap, ...start, ...ahead.map(({ low }) => low)],
      high: [...gap, ...start, ...ahead.map(({ high }) => high)],
    },
  }
}
