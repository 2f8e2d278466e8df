import type { QueryClient } from '@tanstack/vue-query'
import { watch } from 'vue'
import type { Router } from 'vue-router'
import { apiContext } from '@/api/context'
import { usePreferences } from '@/stores/preferences'
import { useSession } from '@/stores/session'

/** What the session means to the rest: where to go when it ends, and that nothing read under one partner is shown under another. */
export function wireSession(router: Router, queryClient: QueryClient): void {
  const session = useSession()
  const preferences = usePreferences()

  apiContext.onSignedOut = () => {
    if (!session.signedIn) return
    session.forget()
    void router.push({ name: 'sign-in', query: { next: router.currentRoute.value.fullPath } })
  }
  apiContext.onPasswordChangeRequired = () => void router.push({ name: 'first-password' })

  watch(
    () => `${session.me?.user.id}/${session.partner?.id}`,
    () => {
      queryClient.clear()
      preferences.payerId = ''
    },
    { flush: 'sync' },
  )
}
