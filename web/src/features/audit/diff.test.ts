import { describe, expect, it } from 'vitest'
import { changedMembers, changesOf } from './diff'

describe('what an entry changed', () => {
  it('is what differs, member by member', () => {
    expect(changesOf({ name: 'A', currency: 'USD', bill_to: { name: 'X', email: '' } }, { name: 'B', currency: 'USD', bill_to: { name: 'Y', email: '' } })).toEqual([
      { path: 'name', before: 'A', after: 'B' },
      { path: 'bill_to.name', before: 'X', after: 'Y' },
    ])
  })

  it('is everything of what is new, and of what is gone', () => {
    expect(changesOf(null, { name: 'A', email: '', rules: [], free_tier: false })).toEqual([
      { path: 'name', before: null, after: 'A' },
      { path: 'free_tier', before: null, after: 'false' },
    ])
    expect(changesOf({ name: 'A' }, null)).toEqual([{ path: 'name', before: 'A', after: null }])
    expect(changesOf(null, null)).toEqual([])
  })

  it('shows what was taken away and what came', () => {
    expect(changesOf({ payer_ids: ['a', 'b'] }, { payer_ids: ['b'] })).toEqual([{ path: 'payer_ids', before: 'a, b', after: 'b' }])
    expect(changesOf({ pricing_plan_id: 'p' }, { pricing_plan_id: null })).toEqual([{ path: 'pricing_plan_id', before: 'p', after: null }])
  })

  it('tells the objects of a list apart by what names them', () => {
    const one = { account_id: '1', starts_on: '2026-01-01', ends_on: null }
    const two = { account_id: '2', starts_on: '2026-02-01', ends_on: null }
    expect(changesOf({ assignments: [one] }, { assignments: [two, { ...one, ends_on: '2026-03-01' }] })).toEqual([
      { path: 'assignments[2 2026-02-01].account_id', before: null, after: '2' },
      { path: 'assignments[2 2026-02-01].starts_on', before: null, after: '2026-02-01' },
      { path: 'assignments[1 2026-01-01].ends_on', before: null, after: '2026-03-01' },
    ])
    expect(changesOf({ rules: [{ percent: '1' }] }, { rules: [{ percent: '2' }] })).toEqual([{ path: 'rules[1].percent', before: '1', after: '2' }])
  })

  it('leaves out what changes with every write', () => {
    expect(changesOf({ updated_at: '1' }, { updated_at: '2' })).toEqual([])
  })
})

it('names each changed member once', () => {
  expect(changedMembers([{ path: 'rules[1].percent', before: null, after: '1' }, { path: 'rules[2].type', before: null, after: 'x' }, { path: 'bill_to.name', before: null, after: 'y' }, { path: 'name', before: null, after: 'z' }])).toEqual(['rules', 'bill_to', 'name'])
})
