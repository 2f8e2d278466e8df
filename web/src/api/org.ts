import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { get, getAll, getTagged, patch, post, remove } from './client'
import { keys, pricedKeys } from './keys'
import type { Account, AccountCosts, AccountDetail, MoveOutcome, Payer, Period } from './types'

export function usePayers(enabled: MaybeRefOrGetter<boolean> = true) {
  return useQuery({
    queryKey: keys.payers,
    queryFn: () => getAll<Payer>('/payers'),
    enabled: computed(() => toValue(enabled)),
    staleTime: 60_000,
  })
}

/* A payer's name is shown with its accounts and drops. */
function usePayersChanged() {
  const client = useQueryClient()
  return () => Promise.all([keys.payers, keys.accounts, keys.drops].map((queryKey) => client.invalidateQueries({ queryKey })))
}

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
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ account, etag, change }: { account: AccountKey; etag: string; change: Pick<Account, 'name' | 'email'> }) => patch<Account>(accountPath(account), change, { ifMatch: etag }),
    onSuccess: () => Promise.all([keys.accounts, keys.groups, ...pricedKeys].map((queryKey) => client.invalidateQueries({ queryKey }))),
  })
}

/** Puts an account into a group from a day on, out of the group it is in until then. */
export interface AccountMove extends AccountKey {
  billing_group_id: string
  starts_on: string
}

export const moveAccount = ({ billing_group_id, provider, external_id, starts_on }: AccountMove, preview: boolean) =>
  post<MoveOutcome>(`/billing-groups/${billing_group_id}/accounts/move`, { account_id: external_id, provider, starts_on, preview })

/** After accounts went from group to group; each move is a call of its own, and some may have been refused. */
export function useAccountsMoved() {
  const client = useQueryClient()
  return () => Promise.all([keys.accounts, keys.groups, ...pricedKeys].map((queryKey) => client.invalidateQueries({ queryKey })))
}

export interface AccountCostsQuery {
  from: Period
  to: Period
  group_by: 'account' | 'service'
  top: number
  payer?: string
  account?: string
}

/** Costs by month, of every account or of the services of one. */
export function useAccountCosts(query: MaybeRefOrGetter<AccountCostsQuery>) {
  return useQuery({
    queryKey: computed(() => [...keys.insights, 'costs', toValue(query)]),
    queryFn: ({ signal }) => get<AccountCosts>('/insights/costs', { query: { ...toValue(query), measure: 'cost' }, signal }),
    enabled: computed(() => toValue(query).to !== ''),
    placeholderData: keepPreviousData,
  })
}
