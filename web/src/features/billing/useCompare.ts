import { computed, type Ref } from 'vue'
import { useComparison } from '@/api/overview'
import type { GroupChange, Period } from '@/api/types'
import { shiftPeriod } from '@/ui/format/dates'
import { useUrlParam } from '@/ui/useUrlParam'

export type Compare = 'none' | 'month' | 'year'

/** What a month is compared with, as the address says, and how it and its groups changed since. */
export function useCompare(period: Ref<Period>, payer: Ref<string>) {
  const compare = useUrlParam<Compare>('compare', 'month', ['none', 'month', 'year'])
  /* The month before is what the server compares with by itself. */
  const query = useComparison(period, payer, () => (compare.value === 'year' && period.value ? shiftPeriod(period.value, -12) : ''))
  const comparison = computed(() => {
    const found = query.data.value
    return compare.value !== 'none' && found?.figures.revenue.previous !== null ? found : undefined
  })
  const changes = computed<ReadonlyMap<string, GroupChange>>(() => new Map(comparison.value?.groups.map((group) => [group.billing_group_id, group]) ?? []))
  const partial = computed(() => query.data.value?.partial ?? null)
  return { compare, comparison, changes, partial }
}
