import { expect, it } from 'vitest'
import type { Drop, Payer } from '@/api/types'
import { currentPeriod, shiftPeriod } from '@/ui/format/dates'
import { mountInEnglish } from '@/test-mount'
import CoverageGrid from './CoverageGrid.vue'

it('a month that lacks days is called by what stands in its cell, too', () => {
  const period = shiftPeriod(currentPeriod(), -1)
  const drop = { id: '1', payer_id: 'a', period, state: 'current', reconciled: true, last_day: `${period}-20` } as Drop
  const grid = mountInEnglish(CoverageGrid, { payers: [{ id: 'a', name: 'Payer' } as Payer], drops: [drop] })
  const cell = grid.find('.short')
  expect(cell.attributes('aria-label')).toMatch(/ends early.* 20\/(28|29|30|31) days/)
})
