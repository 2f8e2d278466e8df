import { useMutation, useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { get, getAll, getTagged, patch, post, remove } from './client'
import { keys } from './keys'
import type { PartnerDetail, PartnerListed, UserListed } from './types'
import { useInvalidate } from './useInvalidate'

/* Partners are seen from outside of all of them, also by who acts as one. */
const OUTSIDE = { asSelf: true }

export function usePartners() {
  return useQuery({ queryKey: [...keys.partners, 'list'], queryFn: () => getAll<PartnerListed>('/partners', OUTSIDE) })
}

export function usePartner(id: MaybeRefOrGetter<string>) {
  return useQuery({ queryKey: computed(() => [...keys.partners, 'one', toValue(id)]), queryFn: () => get<PartnerDetail>(`/partners/${toValue(id)}`, OUTSIDE) })
}

export function useCreatePartner() {
  return useMutation({
    mutationFn: (partner: Pick<PartnerListed, 'name' | 'slug' | 'currency'>) => post<PartnerListed>('/partners', partner, OUTSIDE),
    onSuccess: useInvalidate(keys.partners),
  })
}

export function useChangePartner() {
  return useMutation({
    mutationFn: ({ id, ...change }: { id: string } & Partial<Pick<PartnerListed, 'name' | 'slug' | 'state'>>) => patch<PartnerListed>(`/partners/${id}`, change, OUTSIDE),
    onSuccess: useInvalidate(keys.partners),
  })
}

export function useUsers() {
  return useQuery({ queryKey: keys.users, queryFn: () => getAll<UserListed>('/users') })
}

/** With the entity tag that a change of it must name. */
export const readUser = (id: string) => getTagged<UserListed>(`/users/${id}`)

export type UserDraft = Pick<UserListed, 'username' | 'name' | 'email' | 'role' | 'payer_ids' | 'billing_group_ids' | 'state'> & { password?: string }

export function useCreateUser() {
  return useMutation({ mutationFn: (user: UserDraft) => post<UserListed>('/users', user), onSuccess: useInvalidate(keys.users) })
}

export function useChangeUser() {
  return useMutation({
    mutationFn: ({ id, etag = '', change }: { id: string; etag?: string; change: Partial<UserDraft> }) => patch<UserListed>(`/users/${id}`, change, { ifMatch: etag }),
    onSuccess: useInvalidate(keys.users),
  })
}

export function useDeleteUser() {
  return useMutation({ mutationFn: (id: string) => remove(`/users/${id}`), onSuccess: useInvalidate(keys.users) })
}
