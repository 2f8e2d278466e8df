import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query'
import { flushPromises } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Component, Plugin } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import type { Me } from '@/api/types'
import AccountPage from '@/features/accounts/AccountPage.vue'
import BillPage from '@/features/billing/BillPage.vue'
import StatementPage from '@/features/billing/StatementPage.vue'
import DropPage from '@/features/data/DropPage.vue'
import GroupPage from '@/features/groups/GroupPage.vue'
import PlanPage from '@/features/plans/PlanPage.vue'
import { useSession } from '@/stores/session'
import { mountInEnglish } from '@/test-mount'

const id = '018bcfe5-6800-7000-8000-000000000000'
const pages: [string, Component, Record<string, string>][] = [
  ['bill', BillPage, { group: id, month: '2023-11' }],
  ['statement', StatementPage, { group: id, month: '2023-11' }],
  ['group', GroupPage, { id }],
  ['account', AccountPage, { provider: 'aws', id: '100000000009' }],
  ['plan', PlanPage, { id }],
  ['drop', DropPage, { id }],
]
const me = { user: { id: 'u', role: 'partner_admin', language: 'en' }, partner: null, permissions: ['insight.read', 'group.write', 'plan.write', 'account.write', 'audit.read'] } as unknown as Me

/* Months there are; nothing else. */
function answer(url: string) {
  const there = url.includes('/bills/periods')
  const body = there ? { items: [{ period: '2023-11', drops: 1, as_of: null }], next_cursor: null } : { code: 'not_found', title: 'Not found', status: 404 }
  return Promise.resolve(new Response(JSON.stringify(body), { status: there ? 200 : 404 }))
}

describe('a page of what is not there', () => {
  beforeEach(() => {
    vi.stubGlobal('fetch', vi.fn((input: string | Request) => answer(typeof input === 'string' ? input : input.url)))
  })

  it.each(pages)('offers nothing to do with it, and the way back: %s', async (_, page, props) => {
    const pinia = createPinia()
    setActivePinia(pinia)
    useSession().me = me
    const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/:path(.*)*', name: 'any', component: page }] })
    const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } })
    const queries: Plugin = { install: (app) => VueQueryPlugin.install?.(app, { queryClient }) }
    const view = mountInEnglish(page, props, { pinia, plugins: [router, queries] })
    await flushPromises()
    await vi.waitFor(() => expect(view.find('[role=alert]').exists()).toBe(true))
    expect(view.findAll('button:not(.copy)').map((button) => button.text())).toEqual([])
    expect(view.find('nav').exists()).toBe(false)
    expect(view.find('[role=alert] router-link-stub').exists()).toBe(true)
    expect(view.find('.actions router-link-stub').exists()).toBe(false)
  })
})
