import { useQueryClient } from '@tanstack/vue-query'
import { pricedKeys } from './keys'

/** What a write makes stale, as something to call after it. */
export function useInvalidate(...stale: readonly (readonly string[])[]) {
  const client = useQueryClient()
  return () => Promise.all(stale.map((queryKey) => client.invalidateQueries({ queryKey })))
}

/** A write of prices, assignments or charges changes what bills say on the next read, so those are stale with it. */
export const useInvalidatePriced = (...stale: readonly (readonly string[])[]) => useInvalidate(...stale, ...pricedKeys)
