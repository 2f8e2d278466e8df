import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { get, getAll } from './client'
import { download } from './download'
import { keys } from './keys'
import type { Bill, Bills, Measure, MonthGrouping, MonthOverMonth, Period, PeriodWithData } from './types'

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

/** `detail` splits each line by usage type. */
export function useBill(groupId: MaybeRefOrGetter<string>, period: MaybeRefOrGetter<Period>, detail = false, enabled: MaybeRefOrGetter<boolean> = true) {
  return useQuery({
    queryKey: computed(() => [...keys.bills, 'one', toValue(groupId), toValue(period), detail]),
    queryFn: ({ signal }) =>
      get<Bill>(`/bills/${toValue(groupId)}/${toValue(period)}`, { query: { detail: detail ? 'usage_type' : '' }, signal }),
    enabled: computed(() => toValue(enabled)),
  })
}

export interface MonthQuery {
  period: Period
  group_by: MonthGrouping
  measure: Measure
  payer_id: string
  billing_group_id: string
}

export function useMonthOverMonth(query: MaybeRefOrGetter<MonthQuery>) {
  return useQuery({
    queryKey: computed(() => [...keys.insights, 'month-over-month', toValue(query)]),
    queryFn: ({ signal }) => get<MonthOverMonth>('/insights/month-over-month', { query: { ...toValue(query) }, signal }),
    enabled: computed(() => toValue(query).period !== ''),
    placeholderData: keepPreviousData,
  })
}

export const downloadBill = (groupId: string, name: string, period: Period) => download(`/bills/${groupId}/${period}.csv`, `${name}-${period}.csv`)
export const downloadBills = (period: Period, payerId: string) => download('/bills.csv', `bills-${period}.csv`, { period, payer_id: payerId })
