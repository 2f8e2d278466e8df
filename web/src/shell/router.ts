import { createRouter, createWebHistory, type RouteLocationNormalized, type RouteRecordRaw, type Router, type RouterScrollBehavior } from 'vue-router'
import { i18n } from '@/i18n'
import { useSession } from '@/stores/session'
import type { Feature } from '@/ui/feature'
import { profileRoutes, sessionRoutes } from '@/features/session'
import { canOpen, features, homeOf } from './features'

declare module 'vue-router' {
  interface RouteMeta {
    feature?: Feature
    titleKey?: string
    /** Needed besides the feature's own. */
    permission?: string
    /** Reachable without a session. */
    open?: boolean
  }
}

const featureRoutes: RouteRecordRaw[] = features.flatMap((feature) =>
  feature.routes.map((route): RouteRecordRaw => ({ ...route, meta: { ...route.meta, feature } })),
)

const routes: RouteRecordRaw[] = [
  ...sessionRoutes,
  {
    path: '/',
    component: () => import('./AppShell.vue'),
    children: [
      { path: '', name: 'home', component: () => import('./NotFoundPage.vue') },
      ...profileRoutes,
      ...featureRoutes,
      { path: '/:path(.*)*', name: 'not-found', component: () => import('./NotFoundPage.vue'), meta: { titleKey: 'notFound.title' } },
    ],
  },
]

/** Back returns to where one was; a page begins at its top, or at the part its address names. */
const scrollBehavior: RouterScrollBehavior = (to, from, saved) => {
  if (saved) return saved
  if (to.hash) return { el: to.hash, top: 76 }
  return to.path === from.path ? false : { top: 0 }
}

export function createAppRouter(): Router {
  const router = createRouter({ history: createWebHistory(), routes, scrollBehavior })
  let restored: Promise<void> | undefined
  router.beforeEach(async (to) => {
    restored ??= useSession().restore()
    try {
      await restored
    } catch {
      restored = undefined
      return to.name === 'unreachable' ? true : { name: 'unreachable', query: { next: to.fullPath } }
    }
    return admit(to)
  })
  router.afterEach((to) => {
    const title = to.meta.titleKey ? `${i18n.global.t(to.meta.titleKey)} · ` : ''
    document.title = `${title}Proforma`
  })
  return router
}

/** Where a person may go; everything not named here is allowed by the server or by nobody. */
function admit(to: RouteLocationNormalized) {
  const session = useSession()
  if (!session.signedIn) return to.meta.open ? true : { name: 'sign-in', query: to.fullPath === '/' ? {} : { next: to.fullPath } }
  if (session.mustChangePassword) return to.name === 'first-password' ? true : { name: 'first-password' }
  if (to.meta.open || to.name === 'home' || to.name === 'first-password') return homeOf(session)
  const refused = to.meta.feature && !(canOpen(to.meta.feature, session) && (!to.meta.permission || session.can(to.meta.permission)))
  if (refused) return to.name === homeOf(session).name ? true : homeOf(session)
  return true
}
