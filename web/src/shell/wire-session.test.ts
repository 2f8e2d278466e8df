import { QueryClient } from '@tanstack/vue-query'
import { flushPromises } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { apiContext } from '@/api/context'
import type { Me } from '@/api/types'
import SignInPage from '@/features/session/SignInPage.vue'
import { mountInEnglish } from '@/test-mount'
import { useSession } from '@/stores/session'
import { wireSession } from './wire-session'

const ENDED = 'Your session has ended'
const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/:path(.*)*', name: 'any', component: SignInPage }, { path: '/sign-in', name: 'sign-in', component: SignInPage }] })
const me = { user: { id: 'u', role: 'auditor', language: 'en' }, partner: null, permissions: [], must_change_password: false } as unknown as Me

let pinia = createPinia()
const signInPage = () => mountInEnglish(SignInPage, {}, { pinia, plugins: [router] })

describe('the end of a session', () => {
  beforeEach(() => {
    pinia = createPinia()
    setActivePinia(pinia)
    wireSession(router, new QueryClient())
    vi.stubGlobal('fetch', vi.fn(() => Promise.resolve(new Response(null, { status: 204 }))))
  })

  it('is told where one is sent to sign in again', async () => {
    await router.push('/bills')
    useSession().me = me
    apiContext.onSignedOut()
    await flushPromises()
    expect(router.currentRoute.value.query.next).toBe('/bills')
    expect(signInPage().text()).toContain(ENDED)
  })

  it('is no news to whoever signed out, or was not signed in', async () => {
    expect(signInPage().text()).not.toContain(ENDED)
    const session = useSession()
    session.me = me
    await session.signOut()
    apiContext.onSignedOut()
    expect(signInPage().text()).not.toContain(ENDED)
  })
})
