import { describe, expect, it } from 'vitest'
import type { Account, Assignment } from '@/api/types'
import { assignmentOf, draftFor, draftOf, withoutDays } from './assignments'

const held: Assignment[] = [{ account_id: '1', provider: 'aws', starts_on: '2023-01-01', ends_on: null }, { account_id: '2', provider: 'aws', starts_on: '2023-01-01', ends_on: null }]
const wanted = (starts_on: string, ends_on: string | null = null): Assignment => ({ account_id: '1', provider: 'aws', starts_on, ends_on })
const daysOfOne = (assignments: Assignment[]) => assignments.filter((item) => item.account_id === '1').map((item) => [item.starts_on, item.ends_on])

describe('moving an account', () => {
  it('in mid-month leaves the days before to the old group', () => {
    expect(daysOfOne(withoutDays(held, wanted('2023-11-15')))).toEqual([['2023-01-01', '2023-11-15']])
  })

  it('for a while gives the days after back', () => {
    expect(daysOfOne(withoutDays(held, wanted('2023-11-15', '2023-12-01')))).toEqual([['2023-01-01', '2023-11-15'], ['2023-12-01', null]])
  })

  it('from its first day leaves nothing, and other accounts alone', () => {
    expect(withoutDays(held, wanted('2023-01-01'))).toEqual([held[1]])
  })

  it('touches nothing that does not overlap', () => {
    const past: Assignment[] = [{ account_id: '1', provider: 'aws', starts_on: '2022-01-01', ends_on: '2022-06-01' }]
    expect(withoutDays(past, wanted('2022-06-01'))).toEqual(past)
  })
})

describe('a draft', () => {
  it('shows the last day inside and sends the first outside', () => {
    const assignment: Assignment = { account_id: '1', provider: 'aws', starts_on: '2023-11-01', ends_on: '2023-12-01' }
    expect(draftOf(assignment).last_day).toBe('2023-11-30')
    expect(assignmentOf(draftOf(assignment))).toEqual(assignment)
  })

  it('of an unassigned account begins when it was first seen, of a moving one in the month on view', () => {
    const account: Account = { external_id: '1', name: 'prod', email: '', state: 'active', provider: 'aws', payer_id: 'p', payer_name: 'p', billing_group_id: null, billing_group_name: null, first_seen_period: '2023-02' }
    expect(draftFor(account, 'g', '2023-11-01')).toMatchObject({ starts_on: '2023-02-01', from_group: null })
    expect(draftFor({ ...account, billing_group_id: 'h', billing_group_name: 'H' }, 'g', '2023-11-01')).toMatchObject({ starts_on: '2023-11-01', from_group: { id: 'h', name: 'H' } })
  })
})
