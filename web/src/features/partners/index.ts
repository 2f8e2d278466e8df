import { OfficeBuilding } from '@element-plus/icons-vue'
import { defineFeature } from '@/ui/feature'

export const partners = defineFeature({
  id: 'partners',
  scope: 'platform',
  permission: 'partner.manage',
  nav: [{ labelKey: 'nav.partners', icon: OfficeBuilding, to: '/partners', order: 90 }],
  routes: [{ path: '/partners', name: 'partners', component: () => import('./PartnersPage.vue'), meta: { titleKey: 'nav.partners' } }],
})
