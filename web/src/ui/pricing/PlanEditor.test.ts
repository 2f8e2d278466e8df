import { expect, it, vi } from 'vitest'
import { ref } from 'vue'
import type { PlanDraft } from '@/api/plans'
import { mountInEnglish } from '@/test-mount'
import PlanEditor from './PlanEditor.vue'
import { blankPlan } from './rules'

vi.mock('@/api/plans', () => ({ useSavePricing: () => ({ mutateAsync: (save: () => Promise<unknown>) => save(), isPending: ref(false) }) }))
vi.mock('../useUnsavedGuard', () => ({ useUnsavedGuard: () => undefined }))
vi.mock('../notify', () => ({ notifyDone: () => Promise.resolve() }))
vi.mock('./RuleList.vue', () => ({ default: { template: '<div />' } }))

it('is saved over the version that was edited, not over one that was read meanwhile', async () => {
  const store = vi.fn<(plan: PlanDraft, edited: boolean, tag: string) => Promise<unknown>>(() => Promise.resolve())
  const editor = mountInEnglish(PlanEditor, { plan: blankPlan('Standard'), etag: '"mine"', store })
  await editor.get<HTMLInputElement>('input').setValue('Standard 2026')
  await editor.setProps({ plan: blankPlan('Somebody else was faster'), etag: '"theirs"' })
  await editor.get('form').trigger('submit')
  expect(store.mock.calls).toEqual([[expect.objectContaining({ name: 'Standard 2026' }), true, '"mine"']])
})
