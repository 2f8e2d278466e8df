import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { get, getAll } from './client'
import { download } from './download'
import { keys } from './keys'
import type { Bill, BillLine, Bills, Period, PeriodWithData } from './types'

export function usePeriods() {
  return useQuery({ queryKey: keys.periods, queryFn: () => getAll<PeriodWithData>('/bills/periods') })
}

export function useBills(period: MaybeRefOrGetter<Period>, payerId: MaybeRefOrGetter<string>) {
  return useQuery({
    queryKey: computed(() => [...keys.bills, 'list', toValue(period), toValue(payerId)]),
    queryFn: ({ signal }) => get<Bills>('/bills', { query: { period: toValue(period), payer_id: toValue(payerId) }, signal }),
    enabled: computed(() => toValue(period) !== ''),
    placeholderData: keepPreviousData,
  })
}

export function useBill(groupId: MaybeRefOrGetter<string>, period: MaybeRefOrGetter<Period>) {
  return useQuery({
    queryKey: computed(() => [...keys.bills, 'one', toValue(groupId), toValue(period)]),
    queryFn: ({ signal }) => get<Bill>(`/bills/${toValue(groupId)}/${toValue(period)}`, { signal }),
    enabled: computed(() => toValue(period) !== ''),
    placeholderData: keepPreviousData,
  })
}

/** One line of a bill, split as far as the reader may see: into usage types, or into what each rule priced. */
export function useBillLines(bill: MaybeRefOrGetter<Pick<Bill, 'billing_group_id' | 'period'>>, line: MaybeRefOrGetter<BillLine>, withRules: boolean) {
  const path = computed(() => `/bills/${toValue(bill).billing_group_id}/${toValue(bill).period}`)
  const filter = computed(() => {
    const { account_id, service, kind } = toValue(line)
    return { detail: withRules ? 'rule' : 'usage_type', account_id, service, kind }
  })
  return useQuery({
    queryKey: computed(() => [...keys.bills, 'parts', path.value, filter.value]),
    queryFn: async ({ signal }) => (await get<{ lines: BillLine[] }>(path.value, { query: filter.value, signal })).lines,
  })
}

export const downloadBill = (groupId: string, name: string, period: Period) => download(`/bills/${groupId}/${period}.csv`, `${name}-${period}.csv`)
