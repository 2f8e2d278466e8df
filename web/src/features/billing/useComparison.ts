import { computed, type Ref } from 'vue'
import { useMonthOverMonth, type MonthQuery } from '@/api/bills'
import { useOverview } from '@/api/overview'
import type { MonthChange, Period } from '@/api/types'
import { shiftPeriod } from '@/ui/format/dates'
import { useUrlParam } from '@/ui/useUrlParam'

export type Compare = 'none' | 'month' | 'year'

/** What a month is compared with, as the address says, and how the month and its groups changed since. */
export function useComparison(period: Ref<Period>, payer: Ref<string>) {
  const compare = useUrlParam<Compare>('compare', 'month', ['none', 'month', 'year'])
  const isOn = computed(() => compare.value !== 'none')
  /* The month before is what the server compares with by itself. */
  const against = computed(() => (compare.value === 'year' && period.value ? shiftPeriod(period.value, -12) : ''))

  const overview = useOverview(period, payer, against)
  const groups = useMonthOverMonth(
    computed<MonthQuery>(() => ({ period: period.value, compare: against.value, group_by: 'billing_group', measure: 'pro_forma', payer_id: payer.value, billing_group_id: '' })),
    isOn,
  )

  /* While another month is on its way, the comparison on hand is not the one asked for. */
  const asked = computed(() => (overview.isPlaceholderData.value ? undefined : overview.data.value))
  const figures = computed(() => (isOn.value ? asked.value : undefined))
  const changes = computed<ReadonlyMap<string, MonthChange>>(() => {
    const month = isOn.value && !groups.isPlaceholderData.value ? groups.data.value : undefined
    return new Map(month?.items.map((item) => [item.key, item]) ?? [])
  })
  const partial = computed(() => asked.value?.partial ?? null)
  return { compare, figures, changes, partial }
}
