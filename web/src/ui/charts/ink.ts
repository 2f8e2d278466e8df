import { onScopeDispose, shallowRef } from 'vue'

/** The colours of a chart's axes and tooltip, read from the theme: a canvas knows no style sheet. */
export interface Ink {
  text: string
  soft: string
  line: string
  surface: string
  font: string
}

function readInk(): Ink {
  const style = getComputedStyle(document.documentElement)
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim()
  return { text: token('text'), soft: token('text-soft'), line: token('line'), surface: token('surface'), font: token('font') }
}

/** The ink of the theme on view; a change of theme changes it. */
export function useInk() {
  const ink = shallowRef(readInk())
  const observer = new MutationObserver(() => {
    ink.value = readInk()
  })
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['class'] })
  onScopeDispose(() => observer.disconnect())
  return ink
}
