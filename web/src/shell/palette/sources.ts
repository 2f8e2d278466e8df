import { get, type Page } from '@/api/client'
import type { Account, BillingGroup, Payer, PeriodWithData } from '@/api/types'
import { i18n } from '@/i18n'
import { formatPeriod } from '@/ui/format/dates'
import type { PaletteEntry, PaletteSource } from '@/ui/palette'

const FEW = 5
/* A bill is asked for by its customer; the months people want are the last ones. */
const BILL_GROUPS = 2
const BILL_PERIODS = 3

async function list<T>(path: string, query: Record<string, string | number>, signal: AbortSignal): Promise<T[]> {
  return (await get<Page<T>>(path, { query: { limit: FEW, ...query }, signal })).items
}

const findGroups = (search: string, signal: AbortSignal) => list<BillingGroup>('/billing-groups', { search }, signal)

async function groups(text: string, signal: AbortSignal): Promise<PaletteEntry[]> {
  const found = await findGroups(text, signal)
  return found.map((group) => ({ key: group.id, label: group.name, hint: group.description, to: `/groups/${group.id}` }))
}

async function bills(text: string, signal: AbortSignal): Promise<PaletteEntry[]> {
  const [found, periods] = await Promise.all([findGroups(text, signal), list<PeriodWithData>('/bills/periods', { limit: BILL_PERIODS }, signal)])
  return found.slice(0, BILL_GROUPS).flatMap((group) =>
    periods.map(({ period }) => ({
      key: `${group.id}/${period}`,
      label: group.name,
      hint: formatPeriod(period, i18n.global.locale.value),
      to: `/billing/${group.id}/${period}`,
    })),
  )
}

async function accounts(text: string, signal: AbortSignal): Promise<PaletteEntry[]> {
  const found = await list<Account>('/accounts', { search: text }, signal)
  return found.map((account) => ({
    key: `${account.provider}/${account.external_id}`,
    label: account.name || account.external_id,
    hint: account.external_id,
    to: `/accounts/${account.provider}/${account.external_id}`,
  }))
}

/* Payers are few, and the server has no search for them. */
async function payers(text: string, signal: AbortSignal): Promise<PaletteEntry[]> {
  const wanted = text.toLocaleLowerCase()
  const known = await list<Payer>('/payers', { limit: 1000 }, signal)
  const found = known.filter((payer) => `${payer.name} ${payer.external_id}`.toLocaleLowerCase().includes(wanted))
  return found.slice(0, FEW).map((payer) => ({ key: payer.id, label: payer.name, hint: payer.external_id, to: { path: '/billing', query: { payer: payer.id } } }))
}

/** What can be found in every partner, whatever features there are. */
export const remoteSources: readonly PaletteSource[] = [
  { id: 'groups', labelKey: 'palette.groups', permission: 'group.read', find: groups },
  { id: 'bills', labelKey: 'palette.bills', permission: 'bill.read', find: bills },
  { id: 'accounts', labelKey: 'palette.accounts', permission: 'account.read', find: accounts },
  { id: 'payers', labelKey: 'palette.payers', permission: 'payer.read', find: payers },
]
