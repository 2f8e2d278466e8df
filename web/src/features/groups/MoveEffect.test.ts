import { expect, it } from 'vitest'
import { mountInEnglish } from '@/test-mount'
import MoveEffect from './MoveEffect.vue'

const bill = (billing_group_id: string, before: string, after: string) => ({
  period: '2026-11', billing_group_id, name: billing_group_id, currency: 'USD', before: { pro_forma: before, margin: '1.00' }, after: { pro_forma: after, margin: '-2.00' },
})

it('shows both bills before and after, and which group is joined', () => {
  const table = mountInEnglish(MoveEffect, { effect: [bill('left', '100.00', '0.00'), bill('joined', '50.00', '1500.00')], joined: 'joined' })
  const [left, joined] = table.findAll('tbody tr').map((row) => row.text())
  expect(left).toContain('100.00 → 0.00')
  expect(joined).toContain('50.00 → 1,500.00')
  expect(joined).toContain('this group')
  expect(table.findAll('td.negative')).toHaveLength(2)
})

it('says so when no bill changes', () => {
  expect(mountInEnglish(MoveEffect, { effect: [], joined: 'g' }).text()).toContain('no bill changes')
})
