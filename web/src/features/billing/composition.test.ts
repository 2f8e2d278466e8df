import { expect, it } from 'vitest'
import type { BillSummary } from '@/api/types'
import { composition } from './composition'

const bill = (id: number, cost: string): BillSummary => ({ billing_group_id: `g${id}`, name: `Group ${id}`, accounts: 1, currency: 'USD', cost, pro_forma: '0', state: 'open', partial: false })

it('shows the nine largest, the rest as one, and nothing that is not above zero', () => {
  const bills = [bill(0, '0.00'), bill(1, '-5.00'), ...Array.from({ length: 11 }, (_, index) => bill(index + 2, `${index + 1}.00`))]
  const { parts, others } = composition(bills)
  expect(parts.map((part) => part.amount)).toEqual(['11.00', '10.00', '9.00', '8.00', '7.00', '6.00', '5.00', '4.00', '3.00'])
  expect(others).toMatchObject({ count: 2, amount: '3.000000000000' })
})

it('keeps the colour of a group when its rank changes', () => {
  const colour = (bills: BillSummary[]) => composition(bills).parts.find((part) => part.id === 'g1')?.colour
  expect(colour([bill(1, '1.00'), bill(2, '2.00')])).toBe(colour([bill(1, '3.00'), bill(2, '2.00')]))
})
