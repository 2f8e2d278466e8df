import { onBeforeUnmount, onMounted, ref } from 'vue'
import { useRouter } from 'vue-router'
import { usePreferences } from '@/stores/preferences'
import { useSession } from '@/stores/session'
import { isShortcut, moveRowFocus, pagesByKey } from './keys'

export type Panel = 'palette' | 'shortcuts' | null

/** `g` waits this long for the letter that follows it. */
const CHORD_MS = 1200

/** The keys that work everywhere. Those without a modifier can be turned off in the profile. */
export function useShortcuts() {
  const router = useRouter()
  const session = useSession()
  const preferences = usePreferences()
  const panel = ref<Panel>(null)
  let chordUntil = 0

  function goTo(key: string): boolean {
    const entry = Date.now() < chordUntil ? pagesByKey(session).get(key) : undefined
    chordUntil = 0
    if (entry) void router.push(entry.to)
    return entry !== undefined
  }

  const plainKeys: Record<string, () => void> = {
    '?': () => (panel.value = 'shortcuts'),
    j: () => moveRowFocus(1),
    k: () => moveRowFocus(-1),
    g: () => (chordUntil = Date.now() + CHORD_MS),
  }

  function onKeydown(event: KeyboardEvent) {
    if ((event.metaKey || event.ctrlKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'k') {
      event.preventDefault()
      panel.value = panel.value === 'palette' ? null : 'palette'
      return
    }
    if (panel.value !== null || preferences.shortcuts === 'off' || !isShortcut(event)) return
    const taken = goTo(event.key) || (plainKeys[event.key]?.(), event.key in plainKeys)
    if (taken) event.preventDefault()
  }

  onMounted(() => window.addEventListener('keydown', onKeydown))
  onBeforeUnmount(() => window.removeEventListener('keydown', onKeydown))

  return { panel }
}
