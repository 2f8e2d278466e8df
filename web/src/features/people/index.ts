import { User } from '@element-plus/icons-vue'
import { defineFeature } from '@/ui/feature'

export const people = defineFeature({
  id: 'people',
  scope: 'partner',
  permission: 'user.read',
  nav: [{ labelKey: 'nav.people', icon: User, to: '/people', order: 50 }],
  routes: [{ path: '/people', name: 'people', component: () => import('./PeoplePage.vue'), meta: { titleKey: 'nav.people' } }],
})
