/*
 * The words of the API. Their shapes are generated from the server's own description by `npm run generate:api`; here
 * they get short names, and what the description leaves open is said. Amounts and percents are decimal strings.
 */
import type { components } from './schema'

type Schemas = components['schemas']
/** Members that the description allows to be null, but that this answer always has. */
type Present<T, Member extends keyof T> = Omit<T, Member> & { [Name in Member]-?: NonNullable<T[Name]> }
type With<T, Change> = Omit<T, keyof Change> & Change

/** YYYY-MM */
export type Period = string

export type UserListed = Schemas['User']
export type Role = UserListed['role'] | 'superadmin'
export type User = With<Schemas['Profile'], { role: Role }>
export type Me = With<Schemas['Me'], { user: User }>
export type SignedIn = Schemas['SignedIn']
export type PartnerListed = Schemas['Partner']
/** A partner with what it has. */
export type PartnerDetail = Schemas['PartnerDetail']
/** A place where somebody is signed in. */
export type SessionListed = Schemas['Session']
export type ApiKey = Schemas['ApiKey']
/** Holds the key itself, which is shown this once. */
export type ApiKeyCreated = Schemas['ApiKeyCreated']

export type Payer = Schemas['Payer']
export type Provider = Payer['provider']
export type Account = With<Schemas['Account'], { provider: Provider }>

/** An account with the groups it was in, by days. */
export type AccountDetail = With<Schemas['AccountDetail'], { provider: Provider }>
export type MoveOrder = Omit<Schemas['MoveOrderInput'], 'preview'>
/** What a move makes of one bill. */
export type MoveEffect = Present<Schemas['MoveEffect'], 'before' | 'after'>

export type JobState = 'queued' | 'running' | 'done' | 'failed'
export type Job = With<Schemas['Job'], { state: JobState; result: IngestResult | null }>
/** What reading a file made. */
export interface IngestResult {
  drop_id?: string
  unchanged?: boolean
  period?: Period
  rows?: number
}
export type Drop = Schemas['Drop']
export type DropDetail = Schemas['DropDetail']
export type ChargeTypeTotal = Schemas['DropChargeType']
export type DropFile = Schemas['DropFile']

export type AuditActor = { id: string | null; username: string }
/** An object as it was, members by name. */
export type AuditState = Record<string, unknown> | null
export type AuditEntry = With<Schemas['AuditEntry'], { actor: AuditActor; before: AuditState; after: AuditState }>
export type AuditVerdict = Schemas['AuditVerdict']

export type PricingPlan = Schemas['PricingPlan']
export type PassThroughKind = PricingPlan['pass_through'][number]
export type PricingRule = Omit<Schemas['PricingRule'], 'id'> & { id?: string }
export type RuleScope = PricingRule['scope']

export type BillingGroup = Schemas['BillingGroup']
/** A row of a group's accounts; what only describes the account is not sent. */
export type Assignment = Pick<Schemas['Assignment'], 'account_id' | 'starts_on' | 'ends_on'> & Partial<Schemas['Assignment']>
export type CustomCharge = Omit<Schemas['CustomCharge'], 'updated_at'>
export type Sku = Schemas['Sku']

export type PeriodWithData = Schemas['BillPeriod']
/** A customer's own bill has no cost and no margin. */
export type BillFigures = Schemas['Figures']
export type BillSummary = Schemas['BillSummary']
export type Bills = With<Present<Schemas['Bills'], 'total'>, { unassigned?: Schemas['Unassigned']; other_currencies?: Present<Schemas['BillsOfCurrency'], 'total'>[] }>
export type BillLine = Schemas['BillLine']
/** Sums of lines that a bill is read by; the server adds them up. */
export type BillSection = Pick<Schemas['BillOfService'], 'cost' | 'pro_forma' | 'margin'>
export type Bill = Schemas['Bill']

/** What costs can be grouped by and filtered with. */
export type InsightDimension =
  | 'service' | 'account' | 'usage_type' | 'region' | 'charge_type' | 'kind' | 'billing_group' | 'payer' | 'category' | 'processor' | 'instance_family' | 'purchase_option'
  | 'storage_class' | 'transfer_type' | 'database_engine'
export type Grouping = InsightDimension | 'none'
export type Granularity = 'monthly' | 'daily'
export type Measure = 'cost' | 'unblended' | 'amortized' | 'net_amortized' | 'public_on_demand' | 'pro_forma' | 'margin'

export type InsightFilters = { [Name in InsightDimension | 'exclude_kind']?: readonly string[] }

/** `from` and `to` are months or days, both inside the range. */
export interface CostsQuery extends InsightFilters {
  from: string
  to: string
  compare_from?: string
  compare_to?: string
  granularity: Granularity
  group_by: Grouping
  measure: Measure
  top: number
  per_day?: boolean
}

export type CostGroup = Schemas['CostGroup']
export type Costs = With<Schemas['Costs'], { granularity: Granularity; group_by: Grouping; measure: Measure; as_of: string | null }>

export interface MonthQuery extends InsightFilters {
  period: Period
  group_by: Grouping
  measure: Measure
  per_day?: boolean
  same_days?: boolean
}

export type MonthChange = Present<Schemas['MonthChange'], 'key' | 'label'>
export type MonthOverMonth = With<Schemas['MonthOverMonth'], { items: MonthChange[]; total: Schemas['MonthChange']; days: Schemas['MonthDays'] }>

export type ChangeFigure = Schemas['ChangeFigure']
export type Estimate = Schemas['ForecastInterval']
type OverviewFigures = { [Name in keyof Schemas['OverviewFigures']]: NonNullable<Schemas['OverviewFigures'][Name]> }
export type Mover = With<Schemas['Mover'], { kind: 'service' | 'account' | 'billing_group' }>
export type AttentionKind = 'unassigned_accounts' | 'negative_margin' | 'no_plan' | 'failed_job' | 'stale_data' | 'unreconciled_drop' | 'unknown_types' | 'no_current_data'
export type Attention = With<Schemas['Attention'], { kind: AttentionKind; severity: 'warning' | 'critical' }>
export type Overview = With<Schemas['Overview'], { figures: OverviewFigures; measure: Measure; movers: Mover[]; attention: Attention[] }>
export type GroupChange = Present<Schemas['GroupChange'], 'revenue'>
/** A month's bills beside those of an earlier one. */
export type Comparison = With<Schemas['Comparison'], { figures: OverviewFigures; groups: GroupChange[] }>
export type PartialPeriod = Schemas['PartialPeriod']

export interface ForecastQuery extends InsightFilters {
  measure: Measure
}

export type ForecastMonth = Schemas['ForecastMonth']
export type Forecast = Schemas['Forecast']

export interface CommitmentsQuery {
  from: Period
  to: Period
  payer?: string
  account?: string
}

export type CommitmentFigures = Schemas['CommitmentFigures']
export type Commitment = With<Schemas['CommitmentItem'], { type: 'reservation' | 'savings_plan' }>
export type CommitmentMonth = { period: Period; reservations: CommitmentFigures; savings_plans: CommitmentFigures }
export type Commitments = With<Schemas['Commitments'], { months: CommitmentMonth[]; items: Commitment[] }>
export type InsightValue = Schemas['InsightValue']
