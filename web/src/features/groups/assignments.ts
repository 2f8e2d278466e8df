import type { Account, Assignment } from '@/api/types'
import { endAfter, lastDayOf } from '@/ui/format/dates'

/** An assignment as it is edited, with the last day inside. */
export interface AssignmentDraft {
  account_id: string
  account_name: string
  provider: NonNullable<Assignment['provider']>
  starts_on: string
  last_day: string | null
}

export function draftOf(assignment: Assignment): AssignmentDraft {
  return {
    account_id: assignment.account_id,
    account_name: assignment.account_name ?? '',
    provider: assignment.provider ?? 'aws',
    starts_on: assignment.starts_on,
    last_day: lastDayOf(assignment.ends_on),
  }
}

/** A new row for an account that is in no group: from the first day it was seen, or else from `day`. */
export const draftFor = (account: Account, day: string): AssignmentDraft => ({
  account_id: account.external_id,
  account_name: account.name,
  provider: account.provider,
  starts_on: account.first_seen_period ? `${account.first_seen_period}-01` : day,
  last_day: null,
})

export const assignmentOf = (draft: AssignmentDraft): Assignment => ({
  account_id: draft.account_id,
  provider: draft.provider,
  starts_on: draft.starts_on,
  ends_on: endAfter(draft.last_day),
})

export const isElsewhere = (account: Account, groupId: string) => account.billing_group_id !== null && account.billing_group_id !== groupId

/** Both clouds may know an account by one number. */
export const accountKey = (account: Pick<Account, 'provider' | 'external_id'>) => `${account.provider}/${account.external_id}`
