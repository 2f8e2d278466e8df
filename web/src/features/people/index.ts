import { User } from '@element-plus/icons-vue'
import { defineFeature } from '@/ui/feature'

export const people = defineFeature({
  id: 'people',
  scope: 'partner',
  permission: 'user.read',
  nav: [{ labelKey: 'nav.people', icon: User, to: '/people', order: 50 }],
  routes: [{ path: '/people', name: 'people', component: () => import('./PeoplePage.vue'), meta: { titleKey: 'nav.people' } }],
})

/** For everyone who may have keys, which are more than those who may see the users. */
export const apiKeys = defineFeature({
  id: 'api-keys',
  scope: 'partner',
  permission: 'api_key.write',
  nav: [],
  routes: [{ path: '/people/api-keys', name: 'api-keys', component: () => import('./ApiKeysPage.vue'), meta: { titleKey: 'apiKey.title' } }],
})
