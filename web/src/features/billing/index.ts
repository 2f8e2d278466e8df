import { Wallet } from '@element-plus/icons-vue'
import { defineFeature } from '@/ui/feature'

const BILL = '/billing/:group/:month([1-9]\\d{3}-0[1-9]|[1-9]\\d{3}-1[0-2])'

export const billing = defineFeature({
  id: 'billing',
  scope: 'partner',
  permission: 'bill.read',
  nav: [{ labelKey: 'nav.billing', icon: Wallet, to: '/billing', order: 10 }],
  routes: [
    { path: '/billing', name: 'billing', component: () => import('./BillingPage.vue'), meta: { titleKey: 'nav.billing' } },
    { path: BILL, name: 'bill', component: () => import('./BillPage.vue'), props: true, meta: { titleKey: 'bill.title' } },
    { path: `${BILL}/statement`, name: 'statement', component: () => import('./StatementPage.vue'), props: true, meta: { titleKey: 'statement.title' } },
  ],
})
