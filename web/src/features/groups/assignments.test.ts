import { expect, it } from 'vitest'
import type { Account, Assignment } from '@/api/types'
import { assignmentOf, draftFor, draftOf, isElsewhere } from './assignments'

const account: Account = { external_id: '1', name: 'prod', email: '', state: 'active', provider: 'aws', payer_id: 'p', payer_name: 'p', billing_group_id: null, billing_group_name: null, first_seen_period: '2023-02' }

it('shows the last day inside and sends the first outside', () => {
  const assignment: Assignment = { account_id: '1', provider: 'aws', starts_on: '2023-11-01', ends_on: '2023-12-01' }
  expect(draftOf(assignment).last_day).toBe('2023-11-30')
  expect(assignmentOf(draftOf(assignment))).toEqual(assignment)
})

it('of an account in no group begins when it was first seen', () => {
  expect(draftFor(account, '2023-11-01')).toMatchObject({ starts_on: '2023-02-01', last_day: null })
  expect(draftFor({ ...account, first_seen_period: null }, '2023-11-01').starts_on).toBe('2023-11-01')
})

it('tells an account of another group from one of none, and from its own', () => {
  expect(isElsewhere(account, 'g')).toBe(false)
  expect(isElsewhere({ ...account, billing_group_id: 'g' }, 'g')).toBe(false)
  expect(isElsewhere({ ...account, billing_group_id: 'h' }, 'g')).toBe(true)
})
