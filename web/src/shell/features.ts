import { accounts } from '@/features/accounts'
import { audit } from '@/features/audit'
import { billing } from '@/features/billing'
import { data } from '@/features/data'
import { groups } from '@/features/groups'
import { insights } from '@/features/insights'
import { overview } from '@/features/overview'
import { partners } from '@/features/partners'
import { apiKeys, people } from '@/features/people'
import { plans } from '@/features/plans'
import type { useSession } from '@/stores/session'
import type { Feature, NavEntry } from '@/ui/feature'

export const features: readonly Feature[] = [overview, billing, insights, groups, plans, accounts, data, people, apiKeys, audit, partners]

type Session = Pick<ReturnType<typeof useSession>, 'partner' | 'isSuperadmin' | 'can'>

export function canOpen(feature: Feature, session: Session): boolean {
  if (feature.scope === 'platform') return session.isSuperadmin
  return session.partner !== null && session.can(feature.permission)
}

/** The parts of the navigation, by the addresses in them. The first one has no heading. */
const NAV_SECTIONS = [
  { id: 'home', paths: ['/overview'] },
  { id: 'billing', paths: ['/billing', '/groups', '/plans'] },
  { id: 'insights', paths: ['/insights'] },
  { id: 'organisation', paths: ['/accounts', '/payers', '/data'] },
  { id: 'administration', paths: ['/people', '/audit', '/partners'] },
] as const

export interface NavSection {
  id: (typeof NAV_SECTIONS)[number]['id']
  entries: NavEntry[]
}

export function navSections(session: Session): NavSection[] {
  const open = features.filter((feature) => canOpen(feature, session)).flatMap((feature) => feature.nav)
  const allowed = open.filter((entry) => !entry.permission || session.can(entry.permission))
  const below = (entry: NavEntry, path: string) => entry.to === path || entry.to.startsWith(`${path}/`)
  return NAV_SECTIONS.map(({ id, paths }) => ({
    id,
    entries: allowed.filter((entry) => paths.some((path) => below(entry, path))).toSorted((left, right) => left.order - right.order),
  })).filter((section) => section.entries.length > 0)
}

export const navFor = (session: Session): NavEntry[] => navSections(session).flatMap((section) => section.entries)

/** The first page of the navigation, or the page that says there is none. */
export function homeOf(session: Session): { path: string; name?: undefined } | { name: 'not-found'; path?: undefined; params: { path: string[] } } {
  const first = navFor(session)[0]
  return first ? { path: first.to } : { name: 'not-found', params: { path: ['empty'] } }
}
