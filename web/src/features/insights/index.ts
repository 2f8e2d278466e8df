import { TrendCharts } from '@element-plus/icons-vue'
import { defineFeature } from '@/ui/feature'
import { insightPages } from './palette'
import { SHEETS } from './sheets'

export const insights = defineFeature({
  id: 'insights',
  scope: 'partner',
  permission: 'insight.read',
  nav: [{ labelKey: 'insights.title', icon: TrendCharts, to: '/insights', order: 20 }],
  palette: [insightPages],
  routes: [
    {
      path: '/insights',
      component: () => import('./InsightsLayout.vue'),
      children: [
        { path: '', name: 'insights', component: () => import('./ExplorerPage.vue'), meta: { titleKey: 'insights.title' } },
        { path: 'month-over-month', name: 'month-over-month', component: () => import('./MonthOverMonthPage.vue'), meta: { titleKey: 'nav.monthOverMonth' } },
        { path: 'pivot', name: 'pivot', component: () => import('./PivotPage.vue'), meta: { titleKey: 'insights.pivot' } },
        { path: 'forecast', name: 'forecast', component: () => import('./ForecastPage.vue'), meta: { titleKey: 'insights.forecast' } },
        ...SHEETS.map(({ id, titleKey }) => ({ path: id, name: `sheet-${id}`, component: () => import('./SheetPage.vue'), props: { sheet: id }, meta: { titleKey } })),
      ],
    },
  ],
})
