import { nextTick, onBeforeUnmount, ref, type Ref } from 'vue'

const EDGE = 8

type Part = Readonly<Ref<HTMLElement | null>>

/**
 * What opens below a button: a click elsewhere or the focus leaving closes it, Esc closes it and gives the focus back,
 * and beyond the edge of a narrow window it is moved back into it.
 */
export function usePopup(root: Part, trigger: Part, panel: Part) {
  const isOpen = ref(false)
  const shift = ref('0px')

  async function open() {
    isOpen.value = true
    shift.value = '0px'
    document.addEventListener('pointerdown', closeOutside)
    await nextTick()
    keepInView()
  }

  function keepInView() {
    const box = panel.value?.getBoundingClientRect()
    if (!box) return
    const beyond = Math.max(0, box.right + EDGE - document.documentElement.clientWidth)
    const before = Math.max(0, EDGE - box.left)
    shift.value = `${before - beyond}px`
  }

  function close() {
    isOpen.value = false
    document.removeEventListener('pointerdown', closeOutside)
  }

  function dismiss() {
    close()
    trigger.value?.focus()
  }

  const isOutside = (target: EventTarget | null) => target instanceof Node && !root.value?.contains(target)

  function closeOutside(event: Event) {
    if (isOutside(event.target)) close()
  }

  function closeOnLeave(event: FocusEvent) {
    if (isOutside(event.relatedTarget)) close()
  }

  onBeforeUnmount(() => document.removeEventListener('pointerdown', closeOutside))

  return { isOpen, shift, open, close, dismiss, closeOnLeave }
}
