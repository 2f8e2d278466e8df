import { useMutation, useQuery } from '@tanstack/vue-query'
import { get, getAll, post, remove, type Page } from './client'
import { keys } from './keys'
import type { ApiKey, ApiKeyCreated, SessionListed } from './types'
import { useInvalidate } from './useInvalidate'

export function useSessions() {
  return useQuery({ queryKey: keys.sessions, queryFn: async () => (await get<Page<SessionListed>>('/sessions', { asSelf: true })).items })
}

export function useEndSession() {
  return useMutation({
    mutationFn: (id: string) => remove(`/sessions/${id}`, { asSelf: true }),
    onSettled: useInvalidate(keys.sessions),
  })
}

/** The keys of the person who asks; there is no list of other people's. */
export function useApiKeys() {
  return useQuery({ queryKey: keys.apiKeys, queryFn: () => getAll<ApiKey>('/api-keys') })
}

export type ApiKeyDraft = Pick<ApiKey, 'name' | 'permissions' | 'expires_at'>

export function useCreateApiKey() {
  return useMutation({
    mutationFn: (draft: ApiKeyDraft) => post<ApiKeyCreated>('/api-keys', draft),
    onSuccess: useInvalidate(keys.apiKeys),
  })
}

export function useDeleteApiKey() {
  return useMutation({
    mutationFn: (id: string) => remove(`/api-keys/${id}`),
    onSettled: useInvalidate(keys.apiKeys),
  })
}
