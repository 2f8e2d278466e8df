import { describe, expect, it } from 'vitest'
import { lineOption, stackedOption, tooltipText, type ChartFrame, type ChartSeries } from './option'

const ink = { text: '#000', soft: '#666', line: '#ddd', surface: '#fff', font: 'sans-serif' }
const frame: ChartFrame = {
  ticks: ['Oct 26', 'Nov 26'],
  titles: ['October 2026', 'November 2026'],
  partial: { index: 1, note: '20 of 30 days' },
  totals: { label: 'Total', texts: ['30.00 USD', '12.00 USD'] },
  axisText: String,
  ink,
}
const series: ChartSeries[] = [
  { key: 'ec2', label: 'EC2 {compute}', colour: '#111111', sizes: [20, 12], texts: ['20.00 USD', '12.00 USD'] },
  { key: 's3', label: 'S3', colour: '#222222', sizes: [10, 0], texts: ['10.00 USD', '0.00 USD'] },
]
type Drawn = { id: string; data: unknown[]; itemStyle?: { color: string } }[]

describe('a chart of columns', () => {
  it('hatches only the period that is not over', () => {
    const drawn = stackedOption(series, frame).series as Drawn
    expect(drawn.map((item) => item.id)).toEqual(['ec2', 's3'])
    expect(drawn[0]?.itemStyle?.color).toBe('#111111')
    expect(drawn[0]?.data[0]).toBe(20)
    expect(drawn[0]?.data[1]).toMatchObject({ value: 12, itemStyle: { decal: { symbol: 'rect' } } })
  })

  it('says amounts, the total and how much of the month is in it', () => {
    expect(tooltipText(series, frame, 0).split('\n')).toEqual(['{title|October 2026}', '{s0|■} EC2  compute   20.00 USD', '{s1|■} S3  10.00 USD', '{title|Total  30.00 USD}'])
    expect(tooltipText(series, frame, 1).split('\n')).toEqual(['{title|November 2026}', '{soft|20 of 30 days}', '{s0|■} EC2  compute   12.00 USD', '{title|Total  12.00 USD}'])
  })
})

it('a line reaches the period that is not over as a dashed one, with a ring of its own colour', () => {
  const drawn = lineOption([series[0]!], frame).series as Drawn
  expect(drawn.map((item) => item.id)).toEqual(['ec2', 'ec2/partial'])
  expect(drawn[0]?.data).toEqual([20, null])
  expect(drawn[1]?.data).toEqual([20, { value: 12, symbol: 'circle', symbolSize: 9, itemStyle: { color: '#fff', borderColor: '#111111', borderWidth: 2 } }])
})

it('a line has its interval behind it', () => {
  const drawn = lineOption([{ ...series[0]!, band: { low: [null, 10], width: [null, 4] } }], { ...frame, partial: undefined }).series as Drawn
  expect(drawn.map((item) => item.id)).toEqual(['ec2/low', 'ec2/width', 'ec2'])
  expect(drawn[1]?.data).toEqual([null, 4])
})
