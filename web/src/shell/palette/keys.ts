import type { useSession } from '@/stores/session'
import type { NavEntry } from '@/ui/feature'
import { navFor } from '../features'

/** After `g`, where a letter goes. */
const PAGES: Record<string, string> = {
  o: '/overview',
  b: '/billing',
  g: '/groups',
  p: '/plans',
  i: '/insights',
  a: '/accounts',
  d: '/data',
  u: '/people',
  l: '/audit',
  t: '/partners',
}

/** The letters that lead somewhere for this reader. */
export function pagesByKey(session: Parameters<typeof navFor>[0] & Pick<ReturnType<typeof useSession>, 'can'>): Map<string, NavEntry> {
  const entries = new Map(navFor(session).map((entry) => [entry.to, entry]))
  return new Map(
    Object.entries(PAGES).flatMap(([key, path]) => {
      const entry = entries.get(path)
      return entry ? [[key, entry]] : []
    }),
  )
}

const isMac = () => /Mac|iPhone|iPad/.test(navigator.platform)
export const commandKey = () => (isMac() ? '⌘' : 'Ctrl')

/** Letters typed into a field are text, and with a modifier they are the browser's. */
export function isShortcut(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return false
  return !(event.target instanceof Element && event.target.closest('input, textarea, select, [contenteditable], dialog, [role=dialog], [role=listbox], [role=menu]'))
}

/** Moves the focus from row to row of the tables on the page. */
export function moveRowFocus(by: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>('#content tr[data-row]')]
  const current = rows.findIndex((row) => row.contains(document.activeElement))
  const next = current < 0 ? 0 : current + by
  rows[next]?.focus()
  rows[next]?.scrollIntoView({ block: 'nearest' })
}
