import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { apiContext } from '@/api/context'
import { ApiError } from '@/api/problem'
import * as api from '@/api/session'
import type { Me, User } from '@/api/types'
import { usePreferences } from './preferences'

/* Per tab: acting as a partner in one tab must not move another. */
const ACTING_KEY = 'proforma.acting'

export const useSession = defineStore('session', () => {
  const me = ref<Me | null>(null)
  /** The server no longer knew the session; until the next sign-in or sign-out. */
  const ended = ref(false)

  const signedIn = computed(() => me.value !== null)
  const mustChangePassword = computed(() => me.value?.must_change_password ?? false)
  const isSuperadmin = computed(() => me.value?.user.role === 'superadmin')
  const acting = computed(() => me.value?.acting ?? false)
  const partner = computed(() => me.value?.partner ?? null)
  const can = (permission: string) => me.value?.permissions.includes(permission) ?? false
  /** Who is limited to payers may name them, but add and delete none. */
  const ownsPayers = computed(() => can('payer.write') && me.value?.user.role !== 'payer_admin')

  function setActing(partnerId: string) {
    apiContext.actingPartnerId = partnerId
    if (partnerId) sessionStorage.setItem(ACTING_KEY, partnerId)
    else sessionStorage.removeItem(ACTING_KEY)
  }

  async function refresh() {
    me.value = await api.readMe()
    apiContext.csrfToken = me.value.csrf_token
    ended.value = false
  }

  /** After a page load: the cookie may still hold a session. */
  async function restore() {
    apiContext.actingPartnerId = sessionStorage.getItem(ACTING_KEY) ?? ''
    try {
      await refresh()
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      if (apiContext.actingPartnerId && (error.status === 403 || error.status === 404)) {
        setActing('')
        return restore()
      }
      if (error.status !== 401) throw error
      forget()
    }
  }

  async function signIn(username: string, password: string) {
    setActing('')
    apiContext.csrfToken = (await api.signIn(username, password)).csrf_token
    await refresh()
  }

  async function changePassword(current: string, next: string) {
    const isFirst = mustChangePassword.value
    await api.changePassword(current, next)
    /* Until then the account's language was somebody else's guess; the person reads this one. */
    if (isFirst) await api.changeMe({ language: usePreferences().language })
    await refresh()
  }

  async function changeProfile(change: Partial<Pick<User, 'name' | 'email' | 'language'>>) {
    const user = await api.changeMe(change)
    if (me.value) Object.assign(me.value.user, user)
  }

  async function signOut() {
    await api.signOut()
    forget()
  }

  function end() {
    forget()
    ended.value = true
  }

  function forget() {
    me.value = null
    ended.value = false
    apiContext.csrfToken = ''
    setActing('')
  }

  async function actAs(partnerId: string) {
    const before = apiContext.actingPartnerId
    setActing(partnerId)
    try {
      await refresh()
    } catch (error) {
      setActing(before)
      throw error
    }
  }

  return { me, ended, signedIn, mustChangePassword, isSuperadmin, acting, partner, can, ownsPayers, restore, signIn, signOut, changePassword, changeProfile, forget, end, actAs, stopActing: () => actAs('') }
})
