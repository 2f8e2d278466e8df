import { Upload } from '@element-plus/icons-vue'
import { defineFeature } from '@/ui/feature'

export const data = defineFeature({
  id: 'data',
  scope: 'partner',
  permission: 'drop.read',
  nav: [{ labelKey: 'nav.data', icon: Upload, to: '/data', order: 40 }],
  routes: [
    { path: '/data', name: 'data', component: () => import('./DataPage.vue'), meta: { titleKey: 'nav.data' } },
    { path: '/data/drops/:id', name: 'drop', component: () => import('./DropPage.vue'), props: true, meta: { titleKey: 'drop.title' } },
  ],
})
