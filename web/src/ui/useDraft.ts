import { computed, ref, watch, type Ref } from 'vue'

/**
 * A form's own copy of what the server sent. It follows the server until somebody edits it, and stays theirs from
 * then on, so that a refresh in the background never takes typing away.
 */
export function useDraft<T>(source: () => T) {
  const copy = (value: T) => JSON.parse(JSON.stringify(value)) as T
  const draft = ref(copy(source())) as Ref<T>
  const base = ref(JSON.stringify(source()))
  const dirty = computed(() => JSON.stringify(draft.value) !== base.value)

  function reset() {
    base.value = JSON.stringify(source())
    draft.value = copy(source())
  }

  watch(source, () => {
    if (!dirty.value) reset()
  })

  return { draft, dirty, reset }
}
