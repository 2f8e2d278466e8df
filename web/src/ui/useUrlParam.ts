import { computed, type WritableComputedRef } from 'vue'
import { useRoute, useRouter } from 'vue-router'

/**
 * One member of the address's query as a writable value, so that a copied link shows the same view. The fallback is
 * what the bare address means, and is never written into it.
 */
export function useUrlParam<T extends string>(name: string, fallback: T, allowed?: readonly T[]): WritableComputedRef<T> {
  const route = useRoute()
  const router = useRouter()
  return computed({
    get() {
      const value = route.query[name]
      if (typeof value !== 'string') return fallback
      return allowed && !allowed.includes(value as T) ? fallback : (value as T)
    },
    set(value) {
      const query = { ...route.query }
      if (value === fallback) delete query[name]
      else query[name] = value
      /* An address that says so already is left alone: writing it again would stop a change of page that is under way. */
      if (query[name] === route.query[name]) return
      void router.replace({ query, hash: route.hash })
    },
  })
}
