import { describe, expect, it } from 'vitest'
import { mountInEnglish } from '@/test-mount'
import BillTiles from './BillTiles.vue'

const textOf = (pro_forma: string, margin_percent: string | null) =>
  mountInEnglish(BillTiles, { bills: { currency: 'USD', items: [], total: { pro_forma, cost: '0.00', margin: pro_forma, margin_percent } } }).text()

describe('the figures of a month', () => {
  it('tell the margin as a part of the revenue where there is revenue', () => {
    expect(textOf('12.35', '100.0000')).toContain('100.00% of revenue')
    expect(textOf('-12.35', '100.0000')).not.toContain('of revenue')
    expect(textOf('0.00', null)).not.toContain('of revenue')
  })
})
