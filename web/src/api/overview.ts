import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { get } from './client'
import { keys } from './keys'
import type { Overview, Period } from './types'

/** How a month is going beside the one before it, or beside the month that `compare` names. */
export function useOverview(period: MaybeRefOrGetter<Period>, payerId: MaybeRefOrGetter<string>, compare: MaybeRefOrGetter<Period> = '') {
  const query = computed(() => ({ period: toValue(period), payer_id: toValue(payerId), compare: toValue(compare) }))
  return useQuery({
    queryKey: computed(() => [...keys.insights, 'overview', query.value]),
    queryFn: ({ signal }) => get<Overview>('/insights/overview', { query: query.value, signal }),
    enabled: computed(() => query.value.period !== ''),
    placeholderData: keepPreviousData,
  })
}
