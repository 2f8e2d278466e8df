import type { Drop } from '@/api/types'

/** What is in force of one source, payer and month, with the versions it replaced, newest first. */
export interface VersionedDrop {
  drop: Drop
  earlier: Drop[]
}

const unitOf = (drop: Drop) => `${drop.payer_id}/${drop.period}/${drop.source}`

export function withVersions(drops: readonly Drop[]): VersionedDrop[] {
  const units = new Map<string, Drop[]>()
  for (const drop of drops) units.set(unitOf(drop), [...(units.get(unitOf(drop)) ?? []), drop])
  return [...units.values()].flatMap((versions) => {
    const [drop, ...earlier] = versions.toSorted((left, right) => right.version - left.version)
    return drop ? [{ drop, earlier }] : []
  })
}
