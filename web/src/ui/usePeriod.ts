import { computed } from 'vue'
import { usePeriods } from '@/api/bills'
import { isPeriod } from './format/dates'
import { useUrlParam } from './useUrlParam'

/** The month on view: the one in the address when it is one, else the newest that has data. */
export function usePeriod() {
  const query = usePeriods()
  const chosen = useUrlParam<string>('period', '')
  const periods = computed(() => query.data.value?.map((item) => item.period) ?? [])
  const period = computed({
    get: () => (isPeriod(chosen.value) ? chosen.value : (periods.value[0] ?? '')),
    set: (value: string) => {
      chosen.value = value
    },
  })
  return { query, periods, period }
}
