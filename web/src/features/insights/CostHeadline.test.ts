import { createPinia } from 'pinia'
import { describe, expect, it } from 'vitest'
import type { Me, Measure } from '@/api/types'
import { useSession } from '@/stores/session'
import { mountInEnglish } from '@/test-mount'
import CostHeadline from './CostHeadline.vue'

function toneOf(measure: Measure, permissions: string[]) {
  const pinia = createPinia()
  useSession(pinia).me = { permissions } as unknown as Me
  const costs = { measure, currency: 'USD', from: '2023-11', to: '2023-11', total: '30.00', partial: null, as_of: null, compared: { from: '2023-10', to: '2023-10', previous: '20.00', change: '10.00', change_percent: '50.0000' } }
  return mountInEnglish(CostHeadline, { costs, perDay: false }, { pinia }).get('.delta').classes()
}

describe('a rise in the headline', () => {
  it('is good of revenue and bad of cost for the partner', () => {
    expect(toneOf('pro_forma', ['cost.read'])).toContain('good')
    expect(toneOf('cost', ['cost.read'])).toContain('bad')
  })

  it('is neither for a customer, whose bill it is', () => {
    expect(toneOf('pro_forma', [])).toContain('same')
  })
})
