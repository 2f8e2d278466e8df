import type { Grouping, InsightFilters, Measure } from '@/api/types'

/*
 * The sheets that people know from cost dashboards, as data: each panel is one question to the server and the way its
 * answer is drawn. The same question opens in the explorer.
 */

interface PanelOf<Kind extends string> {
  kind: Kind
  id: string
  titleKey: string
  /** One line on what counts, where the title leaves it open. */
  textKey?: string
  /** Takes the whole width. */
  wide?: boolean
  /** Shown to those only who may see what the partner pays. */
  needsCost?: boolean
}

export interface CostsPanel extends PanelOf<'costs'> {
  by: Grouping
  /** What costs are measured in for those who see costs; the others have the pro forma. */
  measure: Measure
  /** Wins over what the reader filters. */
  filters: InsightFilters
  /** Stacked bars over time, or the totals of the range from large to small. */
  chart: 'bars' | 'ranking'
}

/** The month before, its change, and the forecast of the running one. */
export interface FiguresPanel extends PanelOf<'figures'> {
  measure: Measure
}

/** How well reservations or savings plans are used, and how much they cover. */
export interface CommitmentsPanel extends PanelOf<'commitments'> {
  of: 'reservations' | 'savings_plans'
}

export type CommitmentsTablePanel = PanelOf<'commitment-list'>

export type Panel = CostsPanel | FiguresPanel | CommitmentsPanel | CommitmentsTablePanel

export interface Sheet {
  id: string
  titleKey: string
  panels: readonly Panel[]
}

const costs = (panel: Partial<CostsPanel> & Pick<CostsPanel, 'id' | 'titleKey' | 'by'>): CostsPanel => ({ kind: 'costs', measure: 'cost', filters: {}, chart: 'bars', ...panel })

const EBS: InsightFilters = { service: ['AmazonEC2'], category: ['storage'] }
const S3: InsightFilters = { service: ['AmazonS3'] }
const COMPUTE: InsightFilters = { category: ['compute'] }
const TRANSFER: InsightFilters = { category: ['data_transfer'] }
const DATABASES: InsightFilters = { category: ['database'] }

export const SHEETS: readonly Sheet[] = [
  {
    id: 'billing-summary',
    titleKey: 'sheet.billingSummary',
    panels: [
      { kind: 'figures', id: 'invoiced-figures', titleKey: 'sheet.invoiced', textKey: 'sheet.invoicedText', measure: 'cost' },
      { kind: 'figures', id: 'amortized-figures', titleKey: 'sheet.amortized', textKey: 'sheet.amortizedText', measure: 'amortized', needsCost: true },
      costs({ id: 'by-charge-type', titleKey: 'sheet.byChargeType', by: 'charge_type', wide: true }),
      costs({ id: 'amortized-by-account', titleKey: 'sheet.amortizedByAccount', by: 'account', measure: 'amortized', needsCost: true }),
      costs({ id: 'by-service', titleKey: 'sheet.byService', by: 'service' }),
    ],
  },
  {
    id: 'accounts',
    titleKey: 'sheet.accounts',
    panels: [
      costs({ id: 'by-account', titleKey: 'sheet.byAccount', by: 'account', wide: true }),
      costs({ id: 'account-ranking', titleKey: 'sheet.largestAccounts', by: 'account', chart: 'ranking' }),
      costs({ id: 'by-billing-group', titleKey: 'sheet.byBillingGroup', by: 'billing_group' }),
    ],
  },
  {
    id: 'compute',
    titleKey: 'sheet.compute',
    panels: [
      costs({ id: 'by-processor', titleKey: 'sheet.byProcessor', by: 'processor', measure: 'amortized', filters: COMPUTE }),
      costs({ id: 'by-family', titleKey: 'sheet.byFamily', by: 'instance_family', measure: 'amortized', filters: COMPUTE }),
      costs({ id: 'by-purchase-option', titleKey: 'sheet.byPurchaseOption', by: 'purchase_option', measure: 'amortized', filters: COMPUTE, wide: true }),
      { kind: 'commitments', id: 'reservations', titleKey: 'sheet.reservations', of: 'reservations', needsCost: true },
      { kind: 'commitments', id: 'savings-plans', titleKey: 'sheet.savingsPlans', of: 'savings_plans', needsCost: true },
      { kind: 'commitment-list', id: 'commitments', titleKey: 'sheet.commitments', textKey: 'sheet.commitmentsText', wide: true, needsCost: true },
    ],
  },
  {
    id: 'storage',
    titleKey: 'sheet.storage',
    panels: [
      costs({ id: 'ebs-by-class', titleKey: 'sheet.ebsByClass', by: 'storage_class', filters: EBS }),
      costs({ id: 's3-by-class', titleKey: 'sheet.s3ByClass', by: 'storage_class', filters: S3 }),
      costs({ id: 'gp2-gp3', titleKey: 'sheet.gp2AndGp3', textKey: 'sheet.gp2AndGp3Text', by: 'storage_class', filters: { ...EBS, storage_class: ['gp2', 'gp3'] } }),
      costs({ id: 'storage-by-account', titleKey: 'sheet.storageByAccount', by: 'account', filters: { category: ['storage'] }, chart: 'ranking' }),
    ],
  },
  {
    id: 'data-transfer',
    titleKey: 'sheet.dataTransfer',
    panels: [
      costs({ id: 'transfer-by-type', titleKey: 'sheet.byTransferType', by: 'transfer_type', filters: TRANSFER, wide: true }),
      costs({ id: 'transfer-by-service', titleKey: 'sheet.byService', by: 'service', filters: TRANSFER }),
      costs({ id: 'transfer-by-region', titleKey: 'sheet.byRegion', by: 'region', filters: TRANSFER, chart: 'ranking' }),
    ],
  },
  {
    id: 'databases',
    titleKey: 'sheet.databases',
    panels: [
      costs({ id: 'by-engine', titleKey: 'sheet.byEngine', by: 'database_engine', filters: DATABASES, wide: true }),
      costs({ id: 'database-by-processor', titleKey: 'sheet.byProcessor', by: 'processor', measure: 'amortized', filters: DATABASES }),
      costs({ id: 'database-by-usage', titleKey: 'sheet.byUsageType', by: 'usage_type', filters: DATABASES, chart: 'ranking' }),
    ],
  },
]

export const sheetOf = (id: string) => SHEETS.find((sheet) => sheet.id === id)

/** The panels a reader has. */
export const panelsFor = (sheet: Sheet, seesCost: boolean) => sheet.panels.filter((panel) => seesCost || !panel.needsCost)

export const measureOf = (panel: { measure: Measure }, seesCost: boolean): Measure => (seesCost ? panel.measure : 'pro_forma')
