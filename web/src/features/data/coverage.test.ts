import { describe, expect, it } from 'vitest'
import type { Drop, Payer } from '@/api/types'
import { coverageOf, coveredPeriods, daysOf } from './coverage'

const payer = (id: string) => ({ id, name: id }) as Payer
const drop = (period: string, change: Partial<Drop> = {}) =>
  ({ payer_id: 'a', period, state: 'current', reconciled: true, last_day: `${period}-${daysOf(period)}`, ...change }) as Drop
const states = (drops: Drop[], current = '2026-06') => coverageOf([payer('a')], drops, current)[0]!.cells.map((cell) => cell.state)

describe('the grid of months', () => {
  it('goes from the first data to the current month', () => {
    expect(coveredPeriods([drop('2025-11')], '2026-06')).toEqual(['2025-11', '2025-12', '2026-01', '2026-02', '2026-03', '2026-04', '2026-05', '2026-06'])
  })

  it('has six months at least and eighteen at most', () => {
    expect(coveredPeriods([], '2026-06')[0]).toBe('2026-01')
    expect(coveredPeriods([drop('2019-01')], '2026-06')).toHaveLength(18)
  })

  it('tells a gap from what was never expected', () => {
    expect(states([drop('2026-03'), drop('2026-05')])).toEqual(['none', 'none', 'complete', 'missing', 'complete', 'awaited'])
    expect(coverageOf([payer('a')], [drop('2026-03'), drop('2026-05')], '2026-06')[0]!.missing).toBe(1)
    expect(states([])).toEqual(['none', 'none', 'none', 'none', 'none', 'none'])
  })

  it('tells a month that stops short from one that is not over', () => {
    expect(states([drop('2026-05', { last_day: '2026-05-30' }), drop('2026-06', { last_day: '2026-06-20' })]).slice(-2)).toEqual(['short', 'open'])
    expect(coverageOf([payer('a')], [drop('2026-06', { last_day: '2026-06-20' })], '2026-06')[0]!.cells.at(-1)).toMatchObject({ days: 20, ofDays: 30 })
  })

  it('counts a fee booked after the month as its end', () => {
    expect(states([drop('2026-05', { last_day: '2026-06-01' })])[4]).toBe('complete')
  })

  it('warns of what does not add up, before anything else', () => {
    expect(states([drop('2026-05', { reconciled: false }), drop('2026-05', { last_day: '2026-05-02' })])[4]).toBe('unreconciled')
  })

  it('takes the later end of two sources, and no superseded version', () => {
    expect(states([drop('2026-05', { last_day: '2026-05-10' }), drop('2026-05')])[4]).toBe('complete')
    expect(states([drop('2026-04'), drop('2026-05', { state: 'superseded' })])[4]).toBe('missing')
  })

  it('keeps payers apart', () => {
    const rows = coverageOf([payer('a'), payer('b')], [drop('2026-05', { payer_id: 'b' })], '2026-06')
    expect(rows[0]!.cells[4]!.state).toBe('none')
    expect(rows[1]!.cells[4]!.state).toBe('complete')
  })
})
