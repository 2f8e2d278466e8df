import { onScopeDispose, ref, watchEffect } from 'vue'
import { usePreferences } from '@/stores/preferences'

/** Puts the chosen theme on the document; `system` follows the machine as it changes. */
export function useTheme() {
  const preferences = usePreferences()
  const media = window.matchMedia('(prefers-color-scheme: dark)')
  const systemDark = ref(media.matches)
  const follow = (event: MediaQueryListEvent) => {
    systemDark.value = event.matches
  }
  media.addEventListener('change', follow)
  onScopeDispose(() => media.removeEventListener('change', follow))

  watchEffect(() => {
    const dark = preferences.theme === 'dark' || (preferences.theme === 'system' && systemDark.value)
    document.documentElement.classList.toggle('dark', dark)
  })
}
