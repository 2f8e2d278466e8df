import { flushPromises } from '@vue/test-utils'
import { expect, it, vi } from 'vitest'
import { ref } from 'vue'
import { mountInEnglish } from '@/test-mount'
import UserDialog from './UserDialog.vue'

const answers = vi.hoisted(() => new Map<string, (answer: unknown) => void>())
const idle = { mutateAsync: () => Promise.resolve(), isPending: ref(false) }
vi.mock('@/api/people', () => ({ readUser: (id: string) => new Promise((resolve) => answers.set(id, resolve)), useChangeUser: () => idle, useCreateUser: () => idle }))
vi.mock('@/api/org', () => ({ usePayers: () => ({ data: ref([]) }) }))
vi.mock('@/api/groups', () => ({ useGroups: () => ({ data: ref([]) }) }))
vi.mock('@/ui/element/select', () => ({ ElSelect: { template: '<div />' }, ElOption: { template: '<div />' } }))
vi.mock('@/ui/FormDialog.vue', () => ({ default: { template: '<form><slot /></form>' } }))

const user = (id: string) => ({ id, username: id, name: '', email: '', role: 'auditor', payer_ids: [], billing_group_ids: [], state: 'active' })

it('leaves out an answer about the user it was open for before', async () => {
  const dialog = mountInEnglish(UserDialog, { modelValue: false, user: user('ada') })
  await dialog.setProps({ modelValue: true })
  await dialog.setProps({ modelValue: false })
  await dialog.setProps({ modelValue: true, user: user('bob') })
  answers.get('bob')?.({ value: user('bob'), etag: '"bob"' })
  answers.get('ada')?.({ value: user('ada'), etag: '"ada"' })
  await flushPromises()
  expect(dialog.get<HTMLInputElement>('input').element.value).toBe('bob')
})
