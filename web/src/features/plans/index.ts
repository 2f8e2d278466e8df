import { PriceTag } from '@element-plus/icons-vue'
import { findPlans } from '@/api/plans'
import { defineFeature } from '@/ui/feature'
import type { PaletteEntry } from '@/ui/palette'

const FEW = 5

const find = async (text: string, signal: AbortSignal): Promise<PaletteEntry[]> =>
  (await findPlans(text, signal)).slice(0, FEW).map((plan) => ({ key: plan.id, label: plan.name, to: { name: 'plan', params: { id: plan.id } } }))

export const plans = defineFeature({
  id: 'plans',
  scope: 'partner',
  permission: 'plan.read',
  nav: [{ labelKey: 'nav.plans', icon: PriceTag, to: '/plans', order: 32 }],
  palette: [{ id: 'plans', labelKey: 'nav.plans', permission: 'plan.read', find }],
  routes: [
    { path: '/plans', name: 'plans', component: () => import('./PlansPage.vue'), meta: { titleKey: 'nav.plans' } },
    { path: '/plans/new', name: 'plan-new', component: () => import('./NewPlanPage.vue'), meta: { titleKey: 'plan.new', permission: 'plan.write' } },
    {
      path: '/plans/:id/:tab(rules|groups|history)?',
      name: 'plan',
      component: () => import('./PlanPage.vue'),
      props: true,
      meta: { titleKey: 'groups.plan' },
    },
  ],
})
