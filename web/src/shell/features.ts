import { billing } from '@/features/billing'
import { data } from '@/features/data'
import { groups } from '@/features/groups'
import { insights } from '@/features/insights'
import { partners } from '@/features/partners'
import { people } from '@/features/people'
import { plans } from '@/features/plans'
import type { useSession } from '@/stores/session'
import type { Feature, NavEntry } from '@/ui/feature'

export const features: readonly Feature[] = [billing, insights, groups, plans, data, people, partners]

type Session = Pick<ReturnType<typeof useSession>, 'partner' | 'isSuperadmin' | 'can'>

export function canOpen(feature: Feature, session: Session): boolean {
  if (feature.scope === 'platform') return session.isSuperadmin
  return session.partner !== null && session.can(feature.permission)
}

export function navFor(session: Session): NavEntry[] {
  return features.filter((feature) => canOpen(feature, session)).flatMap((feature) => feature.nav).toSorted((left, right) => left.order - right.order)
}

/** The first page of the navigation, or the page that says there is none. */
export function homeOf(session: Session): { path: string; name?: undefined } | { name: 'not-found'; path?: undefined; params: { path: string[] } } {
  const first = navFor(session)[0]
  return first ? { path: first.to } : { name: 'not-found', params: { path: ['empty'] } }
}
