import { computed, type ComputedRef } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { usePeriods } from '@/api/bills'
import { useSession } from '@/stores/session'
import { lastMonths } from '@/ui/format/range'
import { FILTERS, measuresFor } from './dimensions'
import { readExploration, writeExploration, type Exploration } from './exploration'

const OWN = new Set<string>([...FILTERS.filter((name) => name !== 'payer'), 'from', 'to', 'granularity', 'by', 'measure', 'compare', 'per_day', 'path'])

/** The exploration in the address, over `months` months unless it says otherwise. */
export function useExploration(months: number) {
  const route = useRoute()
  const router = useRouter()
  const session = useSession()
  const periods = usePeriods()

  const measures = computed(() => measuresFor(session.can('cost.read')))
  const newest = computed(() => periods.data.value?.[0]?.period ?? '')
  const usual = computed(() => lastMonths(newest.value, months))
  const exploration: ComputedRef<Exploration> = computed(() => readExploration(route.query, usual.value, measures.value))

  /** The address of an exploration; what belongs to others, such as the order of the table, stays. */
  function addressOf(next: Exploration) {
    const kept = Object.entries(route.query).filter(([name]) => !OWN.has(name))
    return { query: { ...Object.fromEntries(kept), ...writeExploration(next, usual.value, measures.value) } }
  }

  /** Refines what is on view. */
  const refine = (change: Partial<Exploration>) => void router.replace(addressOf({ ...exploration.value, ...change }))
  /** Goes somewhere else, so that *back* returns. */
  const visit = (next: Exploration) => void router.push(addressOf(next))

  return { periods, newest, measures, exploration, ready: computed(() => exploration.value.from !== ''), addressOf, refine, visit }
}
