import { FILTERS } from './dimensions'
import { SHEETS } from './sheets'

export interface Tab {
  labelKey: string
  path: string
}

export const TABS: readonly Tab[] = [
  { labelKey: 'insights.explorer', path: '/insights' },
  { labelKey: 'nav.monthOverMonth', path: '/insights/month-over-month' },
  { labelKey: 'insights.pivot', path: '/insights/pivot' },
  ...SHEETS.map((sheet) => ({ labelKey: sheet.titleKey, path: `/insights/${sheet.id}` })),
  { labelKey: 'insights.forecast', path: '/insights/forecast' },
]

/** What a change of tab keeps: where in time, whose, and which part of it. */
export const CARRIED: readonly string[] = [...FILTERS, 'from', 'to']
