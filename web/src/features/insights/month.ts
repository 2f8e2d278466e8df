import type { Grouping, MonthQuery } from '@/api/types'

/** What a row of `by` opens into. */
export const detailGrouping = (by: Grouping): Grouping => (by === 'usage_type' ? 'account' : 'usage_type')

/** The same question about one row alone. */
export const detailQuery = (query: MonthQuery, row: string): MonthQuery => ({ ...query, [query.group_by]: [row], group_by: detailGrouping(query.group_by) })
