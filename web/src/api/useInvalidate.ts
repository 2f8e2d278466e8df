import { useQueryClient } from '@tanstack/vue-query'
import { pricedKeys } from './keys'

/** A write of prices, assignments or charges changes what bills say on the next read, so those are stale with it. */
export function useInvalidate(...stale: readonly (readonly string[])[]) {
  const client = useQueryClient()
  return () => Promise.all([...stale, ...pricedKeys].map((queryKey) => client.invalidateQueries({ queryKey })))
}
