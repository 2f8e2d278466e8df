import { useMutation, useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { getAll, getTagged, patch, post, remove } from './client'
import { keys } from './keys'
import type { Account, AccountDetail, Payer } from './types'
import { useInvalidate, useInvalidatePriced } from './useInvalidate'

export function usePayers(enabled: MaybeRefOrGetter<boolean> = true) {
  return useQuery({
    queryKey: keys.payers,
    queryFn: () => getAll<Payer>('/payers'),
    enabled: computed(() => toValue(enabled)),
    staleTime: 60_000,
  })
}

/* A payer's name is shown with its accounts and drops. */
const usePayersChanged = () => useInvalidate(keys.payers, keys.accounts, keys.drops)

export function useCreatePayer() {
  return useMutation({
    mutationFn: (payer: Pick<Payer, 'name' | 'provider' | 'external_id'>) => post<Payer>('/payers', payer),
    onSuccess: usePayersChanged(),
  })
}

export function useChangePayer() {
  return useMutation({ mutationFn: ({ id, name }: Pick<Payer, 'id' | 'name'>) => patch<Payer>(`/payers/${id}`, { name }), onSuccess: usePayersChanged() })
}

export function useDeletePayer() {
  return useMutation({ mutationFn: (id: string) => remove(`/payers/${id}`), onSuccess: usePayersChanged() })
}

export function useAccounts(payerId: MaybeRefOrGetter<string> = '') {
  return useQuery({
    queryKey: computed(() => [...keys.accounts, 'list', toValue(payerId)]),
    queryFn: () => getAll<Account>('/accounts', { query: { payer_id: toValue(payerId) } }),
  })
}

/** What the world knows an account by. */
export type AccountKey = Pick<Account, 'provider' | 'external_id'>

const accountPath = ({ provider, external_id }: AccountKey) => `/accounts/${provider}/${encodeURIComponent(external_id)}`

export function useAccount(account: MaybeRefOrGetter<AccountKey>) {
  return useQuery({
    queryKey: computed(() => [...keys.accounts, 'one', toValue(account).provider, toValue(account).external_id]),
    queryFn: () => getTagged<AccountDetail>(accountPath(toValue(account))),
  })
}

export function useChangeAccount() {
  return useMutation({
    mutationFn: ({ account, etag, change }: { account: AccountKey; etag: string; change: Pick<Account, 'name' | 'email'> }) => patch<Account>(accountPath(account), change, { ifMatch: etag }),
    onSuccess: useInvalidatePriced(keys.accounts, keys.groups),
  })
}
