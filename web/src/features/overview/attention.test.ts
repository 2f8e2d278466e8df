import { describe, expect, it } from 'vitest'
import type { Attention } from '@/api/types'
import { remedyOf, worstFirst } from './attention'

const item = (change: Partial<Attention>): Attention => ({ kind: 'stale_data', severity: 'warning', label: '', count: 0, ...change })

describe('what needs attention', () => {
  it.each([
    [{ kind: 'unassigned_accounts' }, { path: '/accounts', query: { group: 'unassigned' } }],
    [{ kind: 'negative_margin', billing_group_id: 'g1' }, { path: '/billing/g1/2026-10', query: { sort: 'margin' } }],
    [{ kind: 'no_plan', billing_group_id: 'g1' }, { path: '/groups/g1/pricing' }],
    [{ kind: 'unreconciled_drop', drop_id: 'd1', payer_id: 'p1' }, { path: '/data/drops/d1' }],
    [{ kind: 'unreconciled_drop', job_id: 'j1', payer_id: 'p1' }, { path: '/data', query: { payer: 'p1' } }],
    [{ kind: 'failed_job', job_id: 'j1' }, { path: '/data', query: {} }],
  ] as const)('of %o leads to its remedy', (change, remedy) => expect(remedyOf(item(change), '2026-10')).toEqual(remedy))

  it('is listed worst first', () => {
    const items = [item({ label: 'a' }), item({ label: 'b', severity: 'critical' }), item({ label: 'c' }), item({ label: 'd', severity: 'critical' })]
    expect(worstFirst(items).map(({ label }) => label).join('')).toBe('bdac')
  })
})
