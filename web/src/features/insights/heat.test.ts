import { describe, expect, it } from 'vitest'
import { heatClass, heatOf } from './heat'

describe('the heat of a cell', () => {
  it('grows with the change and is full from a half on', () => {
    expect(heatOf('105', '100', '1000')).toEqual({ rise: true, strength: 0.1 })
    expect(heatOf('25', '100', '1000')).toEqual({ rise: false, strength: 1 })
    expect(heatOf('10', '0', '1000')).toEqual({ rise: true, strength: 1 })
    expect(heatClass(heatOf('105', '100', '1000'))).toBe('rise-1')
    expect(heatClass(heatOf('60', '100', '1000'))).toBe('fall-4')
  })

  it('is nothing for what did not change or does not matter', () => {
    expect(heatOf('100', '100', '1000')).toBeNull()
    expect(heatOf('3', '2', '1000')).toBeNull()
    expect(heatClass(null)).toBe('')
  })

  it('knows that less of a credit is a rise', () => {
    expect(heatOf('-50', '-100', '1000')).toEqual({ rise: true, strength: 1 })
  })
})
