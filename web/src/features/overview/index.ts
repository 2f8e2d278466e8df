import { Odometer } from '@element-plus/icons-vue'
import { defineFeature } from '@/ui/feature'

export const overview = defineFeature({
  id: 'overview',
  scope: 'partner',
  permission: 'insight.read',
  nav: [{ labelKey: 'nav.overview', icon: Odometer, to: '/overview', order: 5 }],
  routes: [{ path: '/overview', name: 'overview', component: () => import('./OverviewPage.vue'), meta: { titleKey: 'nav.overview' } }],
})
