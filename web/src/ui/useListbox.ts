import { computed, nextTick, ref, toValue, useId, watch, type MaybeRefOrGetter } from 'vue'

/**
 * The keys of a combobox: focus stays in the input while arrows move through the options of its list, and Enter takes
 * the one that is marked. The mark returns to the first when the options change; with `keyOf` it stays with its option,
 * as it should where more options arrive while somebody chooses.
 */
export function useListbox(count: MaybeRefOrGetter<number>, take: (index: number) => void, keyOf?: (index: number) => string) {
  const listId = useId()
  const active = ref(0)
  const optionId = (index: number) => `${listId}-${index}`
  const activeId = computed(() => (toValue(count) > 0 ? optionId(active.value) : undefined))

  if (keyOf) {
    watch(() => Array.from({ length: toValue(count) }, (_, index) => keyOf(index)), (now, before) => {
      active.value = Math.max(0, now.indexOf(before[active.value] ?? ''))
    })
  } else {
    watch(() => toValue(count), () => {
      active.value = 0
    })
  }

  function move(to: number) {
    const length = toValue(count)
    if (length === 0) return
    active.value = (to + length) % length
    void nextTick(() => document.getElementById(optionId(active.value))?.scrollIntoView({ block: 'nearest' }))
  }

  function onKeydown(event: KeyboardEvent) {
    /* While an input method composes, its keys are its own. */
    if (event.isComposing) return
    const steps: Record<string, () => void> = {
      ArrowDown: () => move(active.value + 1),
      ArrowUp: () => move(active.value - 1),
      PageDown: () => move(Math.min(active.value + 8, toValue(count) - 1)),
      PageUp: () => move(Math.max(active.value - 8, 0)),
      Enter: () => {
        if (toValue(count) > 0) take(active.value)
      },
    }
    const step = steps[event.key]
    if (!step) return
    event.preventDefault()
    step()
  }

  return { listId, optionId, active, activeId, onKeydown }
}
