import { Files } from '@element-plus/icons-vue'
import { defineFeature } from '@/ui/feature'

export const groups = defineFeature({
  id: 'groups',
  scope: 'partner',
  permission: 'group.read',
  nav: [{ labelKey: 'nav.groups', icon: Files, to: '/groups', order: 30 }],
  routes: [
    { path: '/groups', name: 'groups', component: () => import('./GroupsPage.vue'), meta: { titleKey: 'nav.groups' } },
    { path: '/groups/new', name: 'group-new', component: () => import('./NewGroupPage.vue'), meta: { titleKey: 'groups.new', permission: 'group.write' } },
    {
      path: '/groups/:id/:tab(details|accounts|pricing|charges)?',
      name: 'group',
      component: () => import('./GroupPage.vue'),
      props: true,
      meta: { titleKey: 'groups.edit' },
    },
  ],
})
