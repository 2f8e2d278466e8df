import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { apiUrl, get, getAll } from './client'
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

export function useBill(groupId: MaybeRefOrGetter<string>, period: MaybeRefOrGetter<Period>, detail: MaybeRefOrGetter<boolean>) {
  return useQuery({
    queryKey: computed(() => [...keys.bills, 'one', toValue(groupId), toValue(period), toValue(detail)]),
    queryFn: ({ signal }) =>
      get<Bill>(`/bills/${toValue(groupId)}/${toValue(period)}`, { query: { detail: toValue(detail) ? 'usage_type' : '' }, signal }),
    placeholderData: keepPreviousData,
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

export const billCsvUrl = (groupId: string, period: Period) => apiUrl(`/bills/${groupId}/${period}.csv`)
export const billsCsvUrl = (period: Period, payerId: string) => apiUrl('/bills.csv', { period, payer_id: payerId })
