import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import type { Measure } from '@/api/types'
import { useSession } from '@/stores/session'

/** More cost is worse, more revenue or margin is better; to a customer, whose bill it is, more is neither. */
export function useRiseIsGood(measure: MaybeRefOrGetter<Measure>) {
  const session = useSession()
  return computed(() => (session.can('cost.read') ? ['pro_forma', 'margin'].includes(toValue(measure)) : null))
}
