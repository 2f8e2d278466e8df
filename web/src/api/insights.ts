import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { get, type QueryValue } from './client'
import { download } from './download'
import { keys } from './keys'
import type {
  Commitments, CommitmentsQuery, Costs, CostsQuery, Forecast, ForecastQuery, InsightDimension, InsightValue, MonthOverMonth, MonthQuery,
} from './types'

/* Members with commas between them. A list of one empty member is not an empty list: it has a comma, too. */
const listed = (members: readonly string[]) => (members.length === 1 && members[0] === '' ? ',' : members.join(','))

/** A question as the members of an address. */
export function flat(query: object): Record<string, QueryValue> {
  return Object.fromEntries(Object.entries(query).map(([name, value]: [string, QueryValue | readonly string[]]) => [name, Array.isArray(value) ? listed(value) : (value as QueryValue)]))
}

interface Options {
  enabled?: MaybeRefOrGetter<boolean>
}

function useInsight<Reply, Query extends object>(name: string, query: MaybeRefOrGetter<Query>, { enabled = true }: Options = {}) {
  return useQuery({
    queryKey: computed(() => [...keys.insights, name, flat(toValue(query))]),
    queryFn: ({ signal }) => get<Reply>(`/insights/${name}`, { query: flat(toValue(query)), signal }),
    enabled: computed(() => toValue(enabled)),
    placeholderData: keepPreviousData,
  })
}

export const useCosts = (query: MaybeRefOrGetter<CostsQuery>, options?: Options) => useInsight<Costs, CostsQuery>('costs', query, options)
export const useMonthOverMonth = (query: MaybeRefOrGetter<MonthQuery>, options?: Options) => useInsight<MonthOverMonth, MonthQuery>('month-over-month', query, options)
export const useForecast = (query: MaybeRefOrGetter<ForecastQuery>, options?: Options) => useInsight<Forecast, ForecastQuery>('forecast', query, options)
export const useCommitments = (query: MaybeRefOrGetter<CommitmentsQuery>, options?: Options) => useInsight<Commitments, CommitmentsQuery>('commitments', query, options)

export interface ValuesQuery {
  dimension: InsightDimension
  from: string
  to: string
  search: string
}

/** What a filter can be set to in a range. */
export const useInsightValues = (query: MaybeRefOrGetter<ValuesQuery>, options?: Options) => useInsight<{ items: InsightValue[] }, ValuesQuery>('values', query, options)

export const downloadCosts = (query: CostsQuery) => download('/insights/costs.csv', `costs-${query.from}-${query.to}.csv`, flat(query))
