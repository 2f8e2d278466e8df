import { computed, toValue, type MaybeRefOrGetter, type WritableComputedRef } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { Compare, Range } from './format/range'
import { shiftPeriod } from './format/dates'

const WHEN = /^\d{4}-(0[1-9]|1[0-2])(-\d{2})?$/
const COMPARES: readonly Compare[] = ['off', 'previous', 'year']

/**
 * The range on view, kept in the address as `from`, `to` and `compare`. The bare address means the last `months` up to
 * the newest one with data, compared with nothing.
 */
export function useRange(latest: MaybeRefOrGetter<string>, months = 6): WritableComputedRef<Range> {
  const route = useRoute()
  const router = useRouter()

  const when = (name: string, fallback: string) => {
    const value = route.query[name]
    return typeof value === 'string' && WHEN.test(value) ? value : fallback
  }

  return computed({
    get() {
      const newest = toValue(latest)
      const to = when('to', newest)
      const from = when('from', newest && shiftPeriod(newest, 1 - months))
      const compare = COMPARES.find((value) => value === route.query.compare) ?? 'off'
      /* One end a day and the other a month, or the ends the wrong way round: read as far as it makes sense. */
      return from.length === to.length && from <= to ? { from, to, compare } : { from: to, to, compare }
    },
    set({ from, to, compare }) {
      const query = { ...route.query, from, to, compare: compare === 'off' ? undefined : compare }
      void router.replace({ query, hash: route.hash })
    },
  })
}
