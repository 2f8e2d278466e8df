import { expect, it, vi } from 'vitest'
import { ref } from 'vue'
import { mountInEnglish } from '@/test-mount'
import AccountDialog from './AccountDialog.vue'

const mutateAsync = vi.hoisted(() => vi.fn(() => Promise.resolve()))
vi.mock('@/api/org', () => ({ useChangeAccount: () => ({ mutateAsync, isPending: ref(false) }) }))
vi.mock('@/ui/notify', () => ({ notifyDone: () => Promise.resolve() }))
vi.mock('@/ui/FormDialog.vue', () => ({ default: { emits: ['submit'], template: '<form @submit.prevent="$emit(\'submit\')"><slot /></form>' } }))

it('is saved over the version that was edited, not over one that was read meanwhile', async () => {
  const dialog = mountInEnglish(AccountDialog, { modelValue: false, account: { name: 'Games', email: '' }, etag: '"mine"' })
  await dialog.setProps({ modelValue: true })
  await dialog.get<HTMLInputElement>('input').setValue('Aurora Games')
  await dialog.setProps({ account: { name: 'Somebody else was faster', email: '' }, etag: '"theirs"' })
  await dialog.get('form').trigger('submit')
  expect(mutateAsync).toHaveBeenCalledWith(expect.objectContaining({ etag: '"mine"', change: { name: 'Aurora Games', email: '' } }))
})
