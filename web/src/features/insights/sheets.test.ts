import { describe, expect, it } from 'vitest'
import { lastMonths } from '@/ui/format/range'
import { DIMENSIONS, measuresFor } from './dimensions'
import { readExploration } from './exploration'
import { exploreLink, explorationOf, panelQuery } from './panels/panel'
import { panelsFor, SHEETS, sheetOf, type CostsPanel } from './sheets'

const usual = lastMonths('2026-11', 6)
const view = readExploration({ account: '111111111111', category: 'database', payer: 'p1', granularity: 'daily', compare: 'year' }, usual)
const panels = SHEETS.flatMap((sheet) => sheet.panels)
const costsPanels = panels.filter((panel): panel is CostsPanel => panel.kind === 'costs')
const ebs = costsPanels.find((panel) => panel.id === 'ebs-by-class')!

describe('the sheets', () => {
  it('are those that people know', () => {
    expect(SHEETS.map(({ id }) => id)).toEqual(['billing-summary', 'accounts', 'compute', 'storage', 'data-transfer', 'databases'])
    expect(sheetOf('compute')?.panels.length).toBeGreaterThan(4)
    expect(sheetOf('planets')).toBeUndefined()
  })

  it('have panels of different names that ask for what the server knows', () => {
    for (const sheet of SHEETS) expect(new Set(sheet.panels.map(({ id }) => id)).size).toBe(sheet.panels.length)
    for (const { by, filters } of costsPanels) {
      expect(DIMENSIONS).toContain(by)
      expect(Object.keys(filters).every((name) => (DIMENSIONS as readonly string[]).includes(name))).toBe(true)
    }
  })

  it('show a reader without costs nothing about what the partner pays', () => {
    for (const sheet of SHEETS) {
      const shown = panelsFor(sheet, false)
      expect(shown.length).toBeGreaterThan(0)
      expect(shown.some((panel) => panel.kind === 'commitments' || panel.kind === 'commitment-list')).toBe(false)
      for (const panel of shown) if (panel.kind === 'costs') expect(panelQuery(panel, view, false, false).measure).toBe('pro_forma')
    }
  })
})

describe('the question of a panel', () => {
  it('joins what the panel is about with what the reader filters', () => {
    expect(panelQuery(ebs, view, true, false)).toEqual({
      from: '2026-06', to: '2026-11', granularity: 'monthly', group_by: 'storage_class', measure: 'cost', top: 9, ...ebs.filters, account: ['111111111111'], payer: ['p1'],
    })
    expect(panelQuery(ebs, view, true, true).top).toBe(1000)
  })

  it('is the same in the explorer', () => {
    const { path, query } = exploreLink(ebs, view, true, measuresFor(true))
    expect(path).toBe('/insights')
    expect(readExploration(query, usual)).toEqual({ ...explorationOf(ebs, view, true), compare: 'previous' })
    expect(query).toMatchObject({ from: '2026-06', to: '2026-11', by: 'storage_class', account: '111111111111' })
  })
})
