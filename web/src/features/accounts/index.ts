import { CreditCard, OfficeBuilding } from '@element-plus/icons-vue'
import { defineFeature } from '@/ui/feature'

export const accounts = defineFeature({
  id: 'accounts',
  scope: 'partner',
  permission: 'account.read',
  nav: [
    { labelKey: 'nav.accounts', icon: OfficeBuilding, to: '/accounts', order: 36 },
    { labelKey: 'nav.payers', icon: CreditCard, to: '/payers', order: 38, permission: 'payer.read' },
  ],
  routes: [
    { path: '/accounts', name: 'accounts', component: () => import('./AccountsPage.vue'), meta: { titleKey: 'nav.accounts' } },
    { path: '/accounts/:provider/:id', name: 'account', component: () => import('./AccountPage.vue'), props: true, meta: { titleKey: 'accounts.one' } },
    { path: '/payers', name: 'payers', component: () => import('./PayersPage.vue'), meta: { titleKey: 'nav.payers' } },
  ],
})
