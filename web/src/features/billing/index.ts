import { Wallet } from '@element-plus/icons-vue'
import { defineFeature } from '@/ui/feature'

export const billing = defineFeature({
  id: 'billing',
  scope: 'partner',
  permission: 'bill.read',
  nav: [{ labelKey: 'nav.billing', icon: Wallet, to: '/billing', order: 10 }],
  routes: [
    { path: '/billing', name: 'billing', component: () => import('./BillingPage.vue'), meta: { titleKey: 'nav.billing' } },
    { path: '/billing/:group/:month', name: 'bill', component: () => import('./BillPage.vue'), props: true, meta: { titleKey: 'bill.title' } },
    { path: '/billing/:group/:month/statement', name: 'statement', component: () => import('./StatementPage.vue'), props: true, meta: { titleKey: 'statement.title' } },
  ],
})
