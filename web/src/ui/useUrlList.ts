import { computed, type WritableComputedRef } from 'vue'
import { useUrlParam } from './useUrlParam'

/** A member of the address that holds several values, separated by commas as the server reads them. */
export function useUrlList(name: string): WritableComputedRef<string[]> {
  const text = useUrlParam<string>(name, '')
  return computed({
    get: () => text.value.split(',').filter((part) => part !== ''),
    set: (values) => {
      text.value = values.join(',')
    },
  })
}
