import type { QueryClient } from '@tanstack/vue-query'
import { watch } from 'vue'
import type { Router } from 'vue-router'
import { apiContext } from '@/api/context'
import { setLanguage } from '@/i18n'
import { usePreferences } from '@/stores/preferences'
import { useSession } from '@/stores/session'
import { drafts, forgetDrafts } from '@/ui/useDraft'

const AUTHOR_KEY = 'proforma.author'

/** What the session means to the rest: where to go when it ends, what to forget between partners, which language to speak. */
export function wireSession(router: Router, queryClient: QueryClient): void {
  const session = useSession()
  const preferences = usePreferences()

  apiContext.onSignedOut = () => {
    if (!session.signedIn) return
    drafts.held = true
    session.end()
    void router.push({ name: 'sign-in', query: { next: router.currentRoute.value.fullPath } })
  }
  apiContext.onPasswordChangeRequired = () => void router.push({ name: 'first-password' })

  /* Edits wait for the one who made them. */
  watch(
    () => session.me?.user.id,
    (user) => {
      if (!user) return
      if (sessionStorage.getItem(AUTHOR_KEY) !== user) forgetDrafts()
      sessionStorage.setItem(AUTHOR_KEY, user)
      drafts.held = false
    },
    { flush: 'sync', immediate: true },
  )

  watch(
    () => `${session.me?.user.id}/${session.partner?.id}`,
    () => {
      queryClient.clear()
      preferences.payerId = ''
    },
    { flush: 'sync' },
  )

  /* The console speaks the language of the account, wherever it is opened. */
  watch(
    () => (session.mustChangePassword ? undefined : session.me?.user.language),
    (language) => {
      if (!language || language === preferences.language) return
      preferences.language = language
      void setLanguage(language)
    },
  )
}
