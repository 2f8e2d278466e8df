import type { AuditEntry, AuditState } from '@/api/types'

const text = (state: AuditState, member: string) => (typeof state?.[member] === 'string' ? (state[member] as string) : '')

/** What the thing that was changed is called, as well as the entry knows. */
export function subjectOf({ before, after }: AuditEntry): string {
  const state = after ?? before
  for (const member of ['name', 'username', 'external_id', 'subject', 'filename', 'period']) {
    const name = text(state, member)
    if (name) return name
  }
  return ''
}

/** Where the thing is shown, as long as it exists. */
export function linkOf(entry: AuditEntry): string | null {
  const { entity, entity_id: id, before, after } = entry
  if (entry.action.endsWith('.delete')) return null
  if (entity === 'custom_charge') return `/groups/${text(after ?? before, 'billing_group_id')}/charges`
  if (entity === 'billing_group') return entry.action === 'billing_group.assign' ? `/groups/${id}/accounts` : `/groups/${id}`
  const pages: Record<string, string> = { pricing_plan: `/plans/${id}`, account: `/accounts/${id}`, payer: '/payers', drop: `/data/drops/${id}`, user: '/people', api_key: '/people/api-keys', job: '/data' }
  return pages[entity] ?? null
}
