import { afterEach, expect, it, vi } from 'vitest'
import { mountInEnglish } from '@/test-mount'
import RouterTabs from './RouterTabs.vue'

const tabs = ['explorer', 'pivot', 'forecast'].map((key) => ({ key, label: key, to: `/${key}` }))

afterEach(() => vi.restoreAllMocks())

it('bring the current one into view, now and after a change', async () => {
  const shown: string[] = []
  vi.spyOn(Element.prototype, 'scrollIntoView').mockImplementation(function (this: Element) {
    shown.push(this.getAttribute('to') ?? '')
  })
  const view = mountInEnglish(RouterTabs, { tabs, current: 'forecast', label: 'Insights' })
  expect(shown).toEqual(['/forecast'])
  await view.setProps({ current: 'pivot' })
  expect(shown).toEqual(['/forecast', '/pivot'])
})
