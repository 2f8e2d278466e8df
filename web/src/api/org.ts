import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { getAll, post } from './client'
import { keys } from './keys'
import type { Account, Payer } from './types'

export function usePayers(enabled: MaybeRefOrGetter<boolean> = true) {
  return useQuery({
    queryKey: keys.payers,
    queryFn: () => getAll<Payer>('/payers'),
    enabled: computed(() => toValue(enabled)),
    staleTime: 60_000,
  })
}

export function useCreatePayer() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (payer: Pick<Payer, 'name' | 'provider' | 'external_id'>) => post<Payer>('/payers', payer),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.payers }),
  })
}

export function useAccounts() {
  return useQuery({ queryKey: keys.accounts, queryFn: () => getAll<Account>('/accounts') })
}
