import type { RouteRecordRaw } from 'vue-router'

export const sessionRoutes: RouteRecordRaw[] = [
  { path: '/sign-in', name: 'sign-in', component: () => import('./SignInPage.vue'), meta: { open: true, titleKey: 'signIn.title' } },
  { path: '/first-password', name: 'first-password', component: () => import('./FirstPasswordPage.vue'), meta: { titleKey: 'password.title' } },
  { path: '/unreachable', name: 'unreachable', component: () => import('./UnreachablePage.vue'), meta: { open: true } },
]

export const profileRoutes: RouteRecordRaw[] = [
  { path: '/profile', name: 'profile', component: () => import('./ProfilePage.vue'), meta: { titleKey: 'profile.title' } },
]
