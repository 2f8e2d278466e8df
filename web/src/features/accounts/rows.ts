import type { Account, Costs, Period } from '@/api/types'

/** An account with what it cost in the month on view and in the months up to it. */
export interface AccountRow extends Account {
  key: string
  /** Null while costs load, and for an account without any. */
  cost: string | null
  trend: string[]
}

export interface AccountFilter {
  search: string
  /** A group's id, `unassigned`, or empty. */
  group: string
  state: string
}

export const UNASSIGNED = 'unassigned'

export function rowsOf(accounts: readonly Account[], costs: Costs | undefined, period: Period): AccountRow[] {
  const groups = new Map(costs?.groups.map((group) => [group.key, group.values]))
  return accounts.map((account) => {
    const byPeriod = new Map(groups.get(account.external_id)?.map((value) => [value.period, value.amount]))
    return {
      ...account,
      key: `${account.provider}/${account.external_id}`,
      cost: byPeriod.get(period) ?? null,
      trend: byPeriod.size > 0 ? (costs?.periods ?? []).map((month) => byPeriod.get(month) ?? '0') : [],
    }
  })
}

export function narrow(rows: readonly AccountRow[], { search, group, state }: AccountFilter): AccountRow[] {
  const wanted = search.trim().toLocaleLowerCase()
  return rows.filter(
    (row) =>
      (!group || (row.billing_group_id ?? UNASSIGNED) === group) &&
      (!state || row.state === state) &&
      (!wanted || `${row.name} ${row.external_id} ${row.email}`.toLocaleLowerCase().includes(wanted)),
  )
}
