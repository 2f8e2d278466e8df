import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { getAll, patch, post } from './client'
import { keys } from './keys'
import type { PartnerListed, Role, UserListed } from './types'

export function usePartners() {
  return useQuery({ queryKey: keys.partners, queryFn: () => getAll<PartnerListed>('/partners', { asSelf: true }) })
}

export function useCreatePartner() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (partner: Pick<PartnerListed, 'name' | 'slug' | 'currency'>) => post<PartnerListed>('/partners', partner, { asSelf: true }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.partners }),
  })
}

export function useUsers() {
  return useQuery({ queryKey: keys.users, queryFn: () => getAll<UserListed>('/users') })
}

export interface NewUser {
  username: string
  name: string
  email: string
  password: string
  role: Role
  payer_ids: string[]
  billing_group_ids: string[]
}

export function useCreateUser() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (user: NewUser) => post<UserListed>('/users', user),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.users }),
  })
}

export function useSetUserState() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (change: { id: string; state: UserListed['state'] }) => patch<UserListed>(`/users/${change.id}`, { state: change.state }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.users }),
  })
}
