import { computed, ref } from 'vue'
import { usePeriods } from '@/api/bills'
import { readBillsOf } from '@/api/plans'
import type { BillSummary, Period } from '@/api/types'
import { currentPeriod } from '../format/dates'

export interface BillChange {
  before: BillSummary
  after: BillSummary
}

export interface PriceEffect {
  period: Period
  changes: BillChange[]
  /** Bills that were looked at and stayed as they were. */
  unchanged: number
}

/** The bills that are not the same after a change, in the order they were in. */
export function effectOf(period: Period, before: readonly BillSummary[], after: readonly BillSummary[], groupIds: readonly string[]): PriceEffect {
  const later = new Map(after.map((bill) => [bill.billing_group_id, bill]))
  const pairs = before.flatMap((bill) => {
    const now = later.get(bill.billing_group_id)
    return now && groupIds.includes(bill.billing_group_id) ? [{ before: bill, after: now }] : []
  })
  const changes = pairs.filter((pair) => pair.before.pro_forma !== pair.after.pro_forma || pair.before.margin !== pair.after.margin)
  return { period, changes, unchanged: pairs.length - changes.length }
}

/**
 * What a change of prices does to the last whole month's bills: reads them before and after it. A bill that cannot be
 * read takes nothing away from the change itself.
 */
export function usePriceEffect() {
  const periods = usePeriods()
  const effect = ref<PriceEffect | null>(null)
  const period = computed(() => {
    const known = periods.data.value?.map((item) => item.period) ?? []
    return known.find((item) => item < currentPeriod()) ?? known[0]
  })

  async function around<T>(groupIds: readonly string[], change: () => Promise<T>): Promise<T> {
    const month = period.value
    const read = async () => (month && groupIds.length > 0 ? readBillsOf(month).catch(() => null) : null)
    const before = await read()
    const result = await change()
    void read().then((after) => {
      effect.value = month && before && after ? effectOf(month, before, after, groupIds) : null
    })
    return result
  }

  return { effect, around }
}
