import { beforeEach, expect, it } from 'vitest'
import { effectScope, nextTick, ref } from 'vue'
import { drafts, forgetDrafts, useDraft } from './useDraft'

beforeEach(() => {
  sessionStorage.clear()
  drafts.held = false
})

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

it('edits wait while their author signs in again, and for nobody else', async () => {
  const interrupted = open('Aurora')
  interrupted.draft.value.name = 'Aurora Games'
  await nextTick()
  drafts.held = true
  interrupted.leave()
  drafts.held = false
  expect(open('Aurora').draft.value.name).toBe('Aurora Games')
  forgetDrafts()
  expect(open('Aurora').draft.value.name).toBe('Aurora')
})

it('a draft is of the version it began with, until it is undone', async () => {
  const sent = ref({ name: 'Aurora', tag: '1' })
  const { draft, reset, tag } = effectScope().run(() => useDraft(() => ({ name: sent.value.name }), '', () => sent.value.tag))!
  draft.value.name = 'Aurora Games'
  sent.value = { name: 'Aurora', tag: '2' }
  await nextTick()
  expect(tag.value, 'what is edited is the same').toBe('2')
  sent.value = { name: 'Northern lights', tag: '3' }
  await nextTick()
  expect(tag.value, 'somebody else renamed it').toBe('2')
  reset()
  expect(tag.value).toBe('3')
  expect(draft.value.name).toBe('Northern lights')
})
