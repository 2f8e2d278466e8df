import { mount } from '@vue/test-utils'
import { expect, it, vi } from 'vitest'
import { h } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import { useUrlParam } from './useUrlParam'

it('writes what changes, and lets a change of page alone where nothing does', async () => {
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/:page', component: { render: () => h('p') } }] })
  await router.push('/partners?sort=name')
  let payer: ReturnType<typeof useUrlParam<string>> | undefined
  mount({
    setup() {
      payer = useUrlParam<string>('payer', '')
      return () => h('div')
    },
  }, { global: { plugins: [router] } })
  const replaced = vi.spyOn(router, 'replace')
  const leaving = router.push('/overview')
  payer!.value = ''
  await leaving
  expect(router.currentRoute.value.path).toBe('/overview')
  expect(replaced).not.toHaveBeenCalled()
  payer!.value = 'p1'
  expect(replaced).toHaveBeenCalledWith({ query: { payer: 'p1' }, hash: '' })
})
