import { describe, expect, it } from 'vitest'
import { barOf, monthsOf, stayOf, windowAround } from './stays'

const window = { first: '2026-01', last: '2026-12' }
const days = 365

describe('a stay on the time line', () => {
  it('takes the part of the year that its days do', () => {
    expect(barOf({ from: '2026-02-01', to: '2026-03-01' }, window)).toEqual({ left: (31 / days) * 100, width: (28 / days) * 100, opens: false, continues: false })
  })

  it('without end goes on to the edge', () => {
    const bar = barOf({ from: '2026-07-01', to: null }, window)
    expect(bar?.continues).toBe(true)
    expect((bar?.left ?? 0) + (bar?.width ?? 0)).toBeCloseTo(100, 10)
  })

  it('is cut where it begins before the window', () => {
    expect(barOf({ from: '2024-05-05', to: '2026-02-01' }, window)).toMatchObject({ left: 0, opens: true, continues: false })
  })

  it('is not drawn outside of it, nor when it ends before it begins', () => {
    expect(barOf({ from: '2024-01-01', to: '2026-01-01' }, window)).toBeNull()
    expect(barOf({ from: '2027-01-01', to: null }, window)).toBeNull()
    expect(barOf({ from: '2026-05-10', to: '2026-05-01' }, window)).toBeNull()
    expect(barOf({ from: '', to: null }, window)).toBeNull()
  })

  it('counts its last day in', () => {
    expect(stayOf('2026-02-01', '2026-02-28')).toEqual({ from: '2026-02-01', to: '2026-03-01' })
  })
})

describe('the window', () => {
  it('is the year up to the month on view, and what comes next', () => {
    expect(monthsOf(windowAround('2026-11', []))).toHaveLength(14)
    expect(windowAround('2026-11', [{ from: '2023-01-01', to: null }])).toEqual({ first: '2025-12', last: '2027-01' })
  })

  it('reaches to a stay that begins later', () => {
    expect(windowAround('2026-11', [{ from: '2027-04-15', to: null }]).last).toBe('2027-04')
  })
})
