import { PriceTag } from '@element-plus/icons-vue'
import { defineFeature } from '@/ui/feature'

export const plans = defineFeature({
  id: 'plans',
  scope: 'partner',
  permission: 'plan.read',
  nav: [{ labelKey: 'nav.plans', icon: PriceTag, to: '/plans', order: 32 }],
  routes: [
    { path: '/plans', name: 'plans', component: () => import('./PlansPage.vue'), meta: { titleKey: 'nav.plans' } },
    { path: '/plans/new', name: 'plan-new', component: () => import('./NewPlanPage.vue'), meta: { titleKey: 'plan.new' } },
    {
      path: '/plans/:id/:tab(rules|groups|history)?',
      name: 'plan',
      component: () => import('./PlanPage.vue'),
      props: true,
      meta: { titleKey: 'groups.plan' },
    },
  ],
})
