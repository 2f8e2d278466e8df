import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { get } from './client'
import { keys } from './keys'
import type { Comparison, Overview, Period } from './types'

export function useOverview(period: MaybeRefOrGetter<Period>, payerId: MaybeRefOrGetter<string>) {
  const query = computed(() => ({ period: toValue(period), payer_id: toValue(payerId) }))
  return useQuery({
    queryKey: computed(() => [...keys.insights, 'overview', query.value]),
    queryFn: ({ signal }) => get<Overview>('/insights/overview', { query: query.value, signal }),
    enabled: computed(() => query.value.period !== ''),
    placeholderData: keepPreviousData,
  })
}

/** A month's bills beside those of the month before, or of the one that `compare` names. */
export function useComparison(period: MaybeRefOrGetter<Period>, payerId: MaybeRefOrGetter<string> = '', compare: MaybeRefOrGetter<Period> = '') {
  const query = computed(() => ({ period: toValue(period), payer_id: toValue(payerId), compare: toValue(compare) }))
  return useQuery({
    queryKey: computed(() => [...keys.insights, 'comparison', query.value]),
    queryFn: ({ signal }) => get<Comparison>('/insights/comparison', { query: query.value, signal }),
    enabled: computed(() => query.value.period !== ''),
  })
}
