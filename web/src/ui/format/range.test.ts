import { describe, expect, it } from 'vitest'
import { comparedWith, dayPresets, lengthOf, monthPresets } from './range'

describe('a range', () => {
  it('counts both of its ends', () => {
    expect(lengthOf({ from: '2026-11', to: '2026-11' })).toBe(1)
    expect(lengthOf({ from: '2025-11', to: '2026-02' })).toBe(4)
    expect(lengthOf({ from: '2024-02-27', to: '2024-03-01' })).toBe(4)
  })

  it('is compared with as much time right before it', () => {
    expect(comparedWith({ from: '2026-01', to: '2026-03', compare: 'previous' })).toEqual({ from: '2025-10', to: '2025-12' })
    expect(comparedWith({ from: '2026-03-01', to: '2026-03-30', compare: 'previous' })).toEqual({ from: '2026-01-30', to: '2026-02-28' })
  })

  it('is compared with the same time a year earlier', () => {
    expect(comparedWith({ from: '2026-01', to: '2026-03', compare: 'year' })).toEqual({ from: '2025-01', to: '2025-03' })
    expect(comparedWith({ from: '2024-02-29', to: '2024-03-02', compare: 'year' })).toEqual({ from: '2023-02-28', to: '2023-03-02' })
  })

  it('is compared with nothing when asked so', () => {
    expect(comparedWith({ from: '2026-01', to: '2026-03', compare: 'off' })).toBeNull()
  })
})

describe('presets', () => {
  const of = (key: string) => monthPresets('2026-02').find((preset) => preset.key === key)

  it('end with the newest month', () => {
    expect(of('months3')).toMatchObject({ from: '2025-12', to: '2026-02' })
    expect(of('yearToDate')).toMatchObject({ from: '2026-01', to: '2026-02' })
    expect(of('lastYear')).toMatchObject({ from: '2025-01', to: '2025-12' })
  })

  it('end with the newest day', () => {
    expect(dayPresets('2026-03-06')[0]).toMatchObject({ from: '2026-02-28', to: '2026-03-06' })
  })
})
