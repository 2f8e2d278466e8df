import { describe, expect, it } from 'vitest'
import type { Drop, Payer } from '@/api/types'
import { daysBehind, isStale, payerRows } from './freshness'

const drop = (period: string, created_at: string, change: Partial<Drop> = {}) => ({ payer_id: 'a', period, created_at, state: 'current', last_day: `${period}-20`, ...change }) as Drop

describe('how fresh a payer is', () => {
  it('follows from its newest month, and there from what came last', () => {
    const rows = payerRows([{ id: 'a' } as Payer, { id: 'b' } as Payer], [drop('2026-05', '3'), drop('2026-06', '1'), drop('2026-06', '2'), drop('2026-07', '9', { state: 'superseded' })])
    expect(rows[0]!.latest).toMatchObject({ period: '2026-06', created_at: '2' })
    expect(rows[1]!.latest).toBeNull()
  })

  it('is a matter of days', () => {
    expect(daysBehind(drop('2026-06', ''), '2026-06-21')).toBe(1)
    expect(daysBehind(drop('2026-06', ''), '2026-06-20')).toBe(0)
    expect(daysBehind(drop('2026-06', '', { last_day: '2026-07-01' }), '2026-06-30')).toBe(0)
    expect(daysBehind(null, '2026-06-20')).toBeNull()
    expect([0, 3, 4, null].map(isStale)).toEqual([false, false, true, false])
  })
})
