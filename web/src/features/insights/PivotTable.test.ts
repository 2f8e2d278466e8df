import { describe, expect, it } from 'vitest'
import { mountInEnglish } from '@/test-mount'
import PivotTable from './PivotTable.vue'

describe('the legend of the pivot', () => {
  it('keeps each colour and its words together, so that a phone breaks the line between them alone', () => {
    const costs = { currency: 'USD', group_by: 'service', measure: 'cost', from: '2023-11', to: '2023-11', periods: ['2023-11'], groups: [], totals: [], total: '0.00', partial: null }
    const view = mountInEnglish(PivotTable, { costs, linkOf: () => '/', sort: '-total' })
    const meanings = view.findAll('.legend > *')
    expect(meanings).toHaveLength(2)
    for (const meaning of meanings) {
      expect(meaning.find('.swatch').exists()).toBe(true)
      expect(meaning.text()).not.toBe('')
    }
  })
})
