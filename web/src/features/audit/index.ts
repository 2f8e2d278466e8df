import { Memo } from '@element-plus/icons-vue'
import { defineFeature } from '@/ui/feature'

export const audit = defineFeature({
  id: 'audit',
  scope: 'partner',
  permission: 'audit.read',
  nav: [{ labelKey: 'nav.audit', icon: Memo, to: '/audit', order: 60 }],
  routes: [{ path: '/audit', name: 'audit', component: () => import('./AuditPage.vue'), meta: { titleKey: 'nav.audit' } }],
})
