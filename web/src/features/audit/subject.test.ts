import { describe, expect, it } from 'vitest'
import type { AuditEntry } from '@/api/types'
import { linkOf, subjectOf } from './subject'

const entry = (change: Partial<AuditEntry>) => ({ entity: 'billing_group', entity_id: 'g1', action: 'billing_group.update', before: null, after: null, ...change }) as AuditEntry

describe('the thing an entry is about', () => {
  it('has the name it has now, or had', () => {
    expect(subjectOf(entry({ before: { name: 'old' }, after: { name: 'new' } }))).toBe('new')
    expect(subjectOf(entry({ before: { username: 'demo', name: '' } }))).toBe('demo')
    expect(subjectOf(entry({ after: { payer_id: 'p1', filename: 'november.csv.gz' } }))).toBe('november.csv.gz')
    expect(subjectOf(entry({}))).toBe('')
  })

  it('is linked while it exists', () => {
    expect(linkOf(entry({}))).toBe('/groups/g1')
    expect(linkOf(entry({ action: 'billing_group.delete' }))).toBeNull()
    expect(linkOf(entry({ entity: 'account', entity_id: 'aws/012', action: 'account.update' }))).toBe('/accounts/aws/012')
    expect(linkOf(entry({ entity: 'custom_charge', after: { billing_group_id: 'g2' } }))).toBe('/groups/g2/charges')
    expect(linkOf(entry({ entity: 'session', action: 'session.create' }))).toBeNull()
  })
})
