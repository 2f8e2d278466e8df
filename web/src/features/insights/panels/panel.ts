import type { CostsQuery, InsightFilters } from '@/api/types'
import { costsQuery, writeExploration, type Exploration } from '../exploration'
import { measureOf, type CostsPanel } from '../sheets'

export const PANEL_GROUPS = { bars: 9, ranking: 10 } as const
export const PANEL_TABLE_GROUPS = 1000

/** The exploration that a panel is a picture of: what the panel is about wins over what the reader filters. */
export function explorationOf(panel: CostsPanel, view: Exploration, seesCost: boolean): Exploration {
  return {
    ...view, granularity: 'monthly', compare: 'off', perDay: false, path: [], by: panel.by, measure: measureOf(panel, seesCost), filters: { ...view.filters, ...panel.filters } satisfies InsightFilters,
  }
}

/** The panel's question; its table asks for every group. */
export function panelQuery(panel: CostsPanel, view: Exploration, seesCost: boolean, all: boolean): CostsQuery {
  return costsQuery(explorationOf(panel, view, seesCost), all ? PANEL_TABLE_GROUPS : PANEL_GROUPS[panel.chart])
}

/** The same question in the explorer, compared with the time before. */
export function exploreLink(panel: CostsPanel, view: Exploration, seesCost: boolean, measures: Parameters<typeof writeExploration>[2]) {
  const { from, to } = view
  return { path: '/insights', query: { ...writeExploration({ ...explorationOf(panel, view, seesCost), compare: 'previous' }, { from: '', to: '' }, measures), from, to } }
}
