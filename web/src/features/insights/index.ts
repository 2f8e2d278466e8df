import { TrendCharts } from '@element-plus/icons-vue'
import { defineFeature } from '@/ui/feature'

export const insights = defineFeature({
  id: 'insights',
  scope: 'partner',
  permission: 'insight.read',
  nav: [{ labelKey: 'nav.monthOverMonth', icon: TrendCharts, to: '/insights/month-over-month', order: 20 }],
  routes: [
    { path: '/insights/month-over-month', name: 'month-over-month', component: () => import('./MonthOverMonthPage.vue'), meta: { titleKey: 'nav.monthOverMonth' } },
  ],
})
