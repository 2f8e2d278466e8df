import { setLanguage } from '@/i18n'
import { changeMe } from '@/api/session'
import { usePreferences, type Language } from '@/stores/preferences'
import { useSession } from '@/stores/session'

export function useLanguage() {
  const preferences = usePreferences()
  const session = useSession()

  async function choose(language: Language) {
    preferences.language = language
    await setLanguage(language)
    /* So that mails and reports come in it too; the screen does not wait for that, nor fail by it. */
    if (session.signedIn && !session.mustChangePassword) await changeMe({ language }).catch(() => undefined)
  }

  return { choose }
}
