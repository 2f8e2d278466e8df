import { createPinia } from 'pinia'
import { expect, it, vi } from 'vitest'
import { ref } from 'vue'
import type { Me } from '@/api/types'
import { useSession } from '@/stores/session'
import { mountInEnglish } from '@/test-mount'
import PayersPage from './PayersPage.vue'

const payers = [{ id: 'p', name: 'Starsea', provider: 'aws', external_id: '410287653901', accounts: 3 }]
vi.mock('@/api/org', () => ({ usePayers: () => ({ data: ref(payers), error: ref(null), isFetching: ref(false), isPending: ref(false) }), useDeletePayer: () => ({}) }))
vi.mock('@/api/data', () => ({ useDrops: () => ({ data: ref([]) }) }))
vi.mock('@/ui/PayerDialog.vue', () => ({ default: { template: '<div />' } }))
vi.mock('@/ui/useUrlParam', () => ({ useUrlParam: (_: string, value: string) => ref(value) }))

function offered(role: string) {
  const pinia = createPinia()
  useSession(pinia).me = { user: { role }, permissions: ['payer.write'] } as unknown as Me
  return mountInEnglish(PayersPage, {}, { pinia }).findAll('button.el-button').map((button) => button.text())
}

it('offers a payer to who is limited to it for naming only', () => {
  expect(offered('partner_admin')).toEqual(['New payer', 'EditStarsea', 'DeleteStarsea'])
  expect(offered('payer_admin')).toEqual(['EditStarsea'])
})
