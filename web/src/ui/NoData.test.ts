import { createPinia } from 'pinia'
import { expect, it, vi } from 'vitest'
import type { Me } from '@/api/types'
import { useSession } from '@/stores/session'
import { mountInEnglish } from '@/test-mount'
import NoData from './NoData.vue'

vi.mock('vue-router', async (original) => ({ ...(await original<object>()), useRouter: () => ({ push: () => undefined }) }))

function shown(permissions: string[]) {
  const pinia = createPinia()
  useSession(pinia).me = { permissions } as unknown as Me
  return mountInEnglish(NoData, {}, { pinia }).text()
}

it('asks for an upload only who may upload', () => {
  expect(shown(['upload.write'])).toContain('Upload a bill from your cloud provider')
  expect(shown([])).toContain('As soon as your bill is there')
  expect(shown([])).not.toContain('Upload')
})
