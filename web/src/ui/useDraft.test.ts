import { beforeEach, expect, it } from 'vitest'
import { effectScope, nextTick } from 'vue'
import { useDraft } from './useDraft'

beforeEach(() => sessionStorage.clear())

const open = (name: string, keep = 'group.1') => {
  const scope = effectScope()
  return { ...scope.run(() => useDraft(() => ({ name }), keep))!, leave: () => scope.stop() }
}

it('edits outlive a reload of the page', async () => {
  const before = open('Aurora')
  before.draft.value.name = 'Aurora Games'
  await nextTick()
  const after = open('Aurora')
  expect(after.draft.value.name).toBe('Aurora Games')
  expect(after.dirty.value).toBe(true)
})

it('edits of what has changed meanwhile, or of another thing, are not taken up', async () => {
  open('Aurora').draft.value.name = 'Aurora Games'
  await nextTick()
  expect(open('Northern lights').draft.value.name).toBe('Northern lights')
  expect(open('Aurora', 'group.2').draft.value.name).toBe('Aurora')
})

it('edits end when they are undone, and when the form is left', async () => {
  const undone = open('Aurora')
  undone.draft.value.name = 'Aurora Games'
  await nextTick()
  undone.reset()
  await nextTick()
  expect(sessionStorage.length).toBe(0)
  undone.draft.value.name = 'Aurora Games'
  await nextTick()
  expect(sessionStorage.length).toBe(1)
  undone.leave()
  expect(sessionStorage.length).toBe(0)
})
