import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { usePreferences, type Theme } from '@/stores/preferences'
import { useSession } from '@/stores/session'
import type { PaletteEntry } from '@/ui/palette'
import { LANGUAGE_NAMES, useLanguage } from '@/ui/useLanguage'
import { navFor } from '../features'
import type { Section } from './useFound'

const THEMES: readonly Theme[] = ['light', 'dark', 'system']

/** What the palette knows without asking: the pages, and what can be done from anywhere. */
export function useCommands() {
  const { t } = useI18n()
  const session = useSession()
  const preferences = usePreferences()
  const { choose } = useLanguage()

  const pages = computed<PaletteEntry[]>(() => [
    ...navFor(session).map((entry) => ({ key: entry.to, label: t(entry.labelKey), to: entry.to })),
    { key: '/profile', label: t('profile.title'), to: '/profile' },
  ])
  const commands = computed<PaletteEntry[]>(() => {
    const other = preferences.language === 'en' ? 'zh-CN' : 'en'
    const themes = THEMES.filter((theme) => theme !== preferences.theme).map((theme) => ({
      key: theme,
      label: t('shell.theme', { theme: t(`theme.${theme}`) }),
      run: () => void (preferences.theme = theme),
    }))
    return [...themes, { key: other, label: t('shell.language'), hint: LANGUAGE_NAMES[other], run: () => choose(other) }]
  })
  return computed<Section[]>(() => [
    { id: 'pages', label: t('palette.pages'), entries: pages.value },
    { id: 'commands', label: t('palette.commands'), entries: commands.value },
  ])
}
