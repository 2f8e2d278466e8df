import { computed } from 'vue'
import { usePeriods } from '@/api/bills'
import { useUrlParam } from './useUrlParam'

/** The month on view: the one in the address, else the newest that has data. */
export function usePeriod() {
  const query = usePeriods()
  const chosen = useUrlParam<string>('period', '')
  const periods = computed(() => query.data.value?.map((item) => item.period) ?? [])
  const period = computed({
    get: () => chosen.value || (periods.value[0] ?? ''),
    set: (value: string) => {
      chosen.value = value
    },
  })
  return { query, periods, period }
}
