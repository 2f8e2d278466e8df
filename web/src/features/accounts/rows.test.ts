import { describe, expect, it } from 'vitest'
import type { Account, Costs } from '@/api/types'
import { narrow, rowsOf } from './rows'

const account = (external_id: string, change: Partial<Account> = {}) => ({ external_id, provider: 'aws', name: `Name ${external_id}`, email: '', state: 'active', billing_group_id: null, ...change }) as Account
const costs = {
  periods: ['2026-01', '2026-02'],
  groups: [{ key: '001', label: '', total: '3', values: [{ period: '2026-02', amount: '3.00' }] }],
} as unknown as Costs

describe('the list of accounts', () => {
  it('has what each cost, months without data as nothing', () => {
    const [one, two] = rowsOf([account('001'), account('002')], costs, '2026-02')
    expect(one).toMatchObject({ key: 'aws/001', cost: '3.00', trend: ['0', '3.00'] })
    expect(two).toMatchObject({ cost: null, trend: [] })
  })

  it('waits for no costs', () => expect(rowsOf([account('001')], undefined, '')[0]).toMatchObject({ cost: null, trend: [] }))

  it('is narrowed by words, group and state together', () => {
    const rows = rowsOf([account('001', { email: 'Ops@x.com' }), account('002', { billing_group_id: 'g' }), account('003', { state: 'closed' })], undefined, '')
    const ids = (filter: Partial<Parameters<typeof narrow>[1]>) => narrow(rows, { search: '', group: '', state: '', ...filter }).map((row) => row.external_id)
    expect(ids({})).toEqual(['001', '002', '003'])
    expect(ids({ search: ' ops@' })).toEqual(['001'])
    expect(ids({ group: 'g' })).toEqual(['002'])
    expect(ids({ group: 'unassigned' })).toEqual(['001', '003'])
    expect(ids({ group: 'unassigned', state: 'closed' })).toEqual(['003'])
  })
})
