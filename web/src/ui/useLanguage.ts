import { setLanguage } from '@/i18n'
import { usePreferences, type Language } from '@/stores/preferences'
import { useSession } from '@/stores/session'

/** Each in its own words, for those who read no other. */
export const LANGUAGE_NAMES: Record<Language, string> = { 'zh-CN': '中文', en: 'English' }

export function useLanguage() {
  const preferences = usePreferences()
  const session = useSession()

  async function choose(language: Language) {
    preferences.language = language
    await setLanguage(language)
    /* So that mails and reports come in it too; the screen does not wait for that, nor fail by it. */
    if (session.signedIn && !session.mustChangePassword) await session.changeProfile({ language }).catch(() => undefined)
  }

  return { choose }
}
