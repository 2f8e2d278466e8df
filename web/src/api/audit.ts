import { keepPreviousData, useMutation, useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { get, type Page } from './client'
import { download } from './download'
import { keys } from './keys'
import type { AuditEntry, AuditVerdict } from './types'

/** What of the log is wanted; an empty member means everything. `to` is the day after the last one. */
export interface AuditFilter {
  entity: string
  entity_id: string
  actor: string
  action: string
  from: string
  to: string
}

const PAGE = 50

export function useAudit(filter: MaybeRefOrGetter<AuditFilter>, cursor: MaybeRefOrGetter<string>) {
  return useQuery({
    queryKey: computed(() => [...keys.audit, 'list', toValue(filter), toValue(cursor)]),
    queryFn: ({ signal }) => get<Page<AuditEntry>>('/audit', { query: { ...toValue(filter), cursor: toValue(cursor), limit: PAGE }, signal }),
    placeholderData: keepPreviousData,
  })
}

/** Recomputes the chain of hashes. As themselves, a superadmin has the platform's own chain checked. */
export const useVerifyAudit = (asSelf = false) => useMutation({ mutationFn: () => get<AuditVerdict>('/audit/verify', { asSelf }) })

export const downloadAudit = (filter: AuditFilter) => download('/audit.csv', 'audit.csv', { ...filter })
