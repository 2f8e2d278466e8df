import { expect, it } from 'vitest'
import type { UserListed } from '@/api/types'
import { scopeOf } from './scope'

const user = (role: UserListed['role']) => ({ role, payer_ids: ['p', 'gone'], billing_group_ids: ['g'] }) as UserListed

it('names what a user is limited to', () => {
  const payers = [{ id: 'p', name: 'Payer' }]
  const groups = [{ id: 'g', name: 'Group' }]
  expect(scopeOf(user('payer_admin'), payers, groups)).toEqual(['Payer', 'gone'])
  expect(scopeOf(user('customer'), payers, groups)).toEqual(['Group'])
  expect(scopeOf(user('finance'), payers, groups)).toBeNull()
})
