import { readAssignments, writeAssignments } from '@/api/groups'
import type { Account, Assignment } from '@/api/types'
import { endAfter, lastDayOf } from '@/ui/format/dates'

/** An assignment as it is edited: the last day inside, and the group an account is taken from. */
export interface AssignmentDraft {
  account_id: string
  account_name: string
  provider: NonNullable<Assignment['provider']>
  starts_on: string
  last_day: string | null
  from_group: { id: string; name: string } | null
}

export function draftOf(assignment: Assignment): AssignmentDraft {
  return {
    account_id: assignment.account_id,
    account_name: assignment.account_name ?? '',
    provider: assignment.provider ?? 'aws',
    starts_on: assignment.starts_on,
    last_day: lastDayOf(assignment.ends_on),
    from_group: null,
  }
}

/** A new row for an account: from the first day it was seen, or, taken from another group, from `moveDay`. */
export function draftFor(account: Account, groupId: string, moveDay: string): AssignmentDraft {
  const elsewhere = account.billing_group_id !== null && account.billing_group_id !== groupId
  const firstDay = account.first_seen_period ? `${account.first_seen_period}-01` : moveDay
  return {
    account_id: account.external_id,
    account_name: account.name,
    provider: account.provider,
    starts_on: elsewhere ? moveDay : firstDay,
    last_day: null,
    from_group: elsewhere ? { id: account.billing_group_id ?? '', name: account.billing_group_name ?? '' } : null,
  }
}

export const assignmentOf = (draft: AssignmentDraft): Assignment => ({
  account_id: draft.account_id,
  provider: draft.provider,
  starts_on: draft.starts_on,
  ends_on: endAfter(draft.last_day),
})

/** Takes the days of `wanted` out of what another group holds; what lies before and after stays there. */
export function withoutDays(held: readonly Assignment[], wanted: Assignment): Assignment[] {
  return held.flatMap((assignment) => {
    if (assignment.account_id !== wanted.account_id || (assignment.provider ?? 'aws') !== (wanted.provider ?? 'aws')) return [assignment]
    const before = assignment.starts_on < wanted.starts_on
    const after = wanted.ends_on !== null && (assignment.ends_on === null || wanted.ends_on < assignment.ends_on)
    const overlaps = (assignment.ends_on === null || wanted.starts_on < assignment.ends_on) && (wanted.ends_on === null || assignment.starts_on < wanted.ends_on)
    if (!overlaps) return [assignment]
    return [
      ...(before ? [{ ...assignment, ends_on: wanted.starts_on }] : []),
      ...(after ? [{ ...assignment, starts_on: wanted.ends_on ?? assignment.starts_on }] : []),
    ]
  })
}

/**
 * Saves a group's assignments, taking accounts out of the groups they move from first. One call holds one group, so
 * when a later call is refused the groups already changed are put back as they were.
 */
export async function saveAssignments(groupId: string, drafts: readonly AssignmentDraft[]): Promise<void> {
  const sources = new Set(drafts.flatMap((draft) => (draft.from_group ? [draft.from_group.id] : [])))
  const changed: { id: string; before: Assignment[] }[] = []
  try {
    for (const id of sources) {
      const before = await readAssignments(id)
      const moved = drafts.filter((draft) => draft.from_group?.id === id).map(assignmentOf)
      await writeAssignments(id, moved.reduce(withoutDays, before))
      changed.push({ id, before })
    }
    await writeAssignments(groupId, drafts.map(assignmentOf))
  } catch (error) {
    for (const { id, before } of changed.toReversed()) await writeAssignments(id, before)
    throw error
  }
}
