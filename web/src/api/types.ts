/* The words of the API, as the server's OpenAPI document names them. Amounts and percents are decimal strings. */

export type Decimal = string
/** YYYY-MM */
export type Period = string
/** YYYY-MM-DD */
export type Day = string
export type Instant = string

export type Role = 'superadmin' | 'partner_admin' | 'payer_admin' | 'finance' | 'auditor' | 'customer'

export interface User {
  id: string
  username: string
  name: string
  email: string
  role: Role
  language: string
  partner_id: string | null
}

export interface Partner {
  id: string
  name: string
  slug: string
  currency: string
}

export interface PartnerListed extends Partner {
  state: 'active' | 'suspended'
  created_at: Instant
}

export interface Me {
  user: User
  partner: Partner | null
  acting: boolean
  permissions: string[]
  must_change_password: boolean
  csrf_token: string
}

export interface SignedIn {
  user: User
  must_change_password: boolean
  csrf_token: string
}

export interface UserListed extends Omit<User, 'partner_id'> {
  payer_ids: string[]
  billing_group_ids: string[]
  state: 'active' | 'disabled'
  created_at: Instant
  last_sign_in_at: Instant | null
}

export type Provider = 'aws' | 'alibaba' | 'anycost' | 'focus'

export interface Payer {
  id: string
  name: string
  provider: Provider
  external_id: string
  accounts: number
  created_at: Instant
}

export interface Account {
  external_id: string
  name: string
  email: string | null
  state: string
  provider: Provider
  payer_id: string
  payer_name: string
  billing_group_id: string | null
  billing_group_name: string | null
  first_seen_period: Period | null
}

export type JobState = 'queued' | 'running' | 'done' | 'failed'

export interface Job {
  id: string
  kind: string
  state: JobState
  done: number
  total: number
  message: string | null
  error: { code: string; title: string; detail: string } | null
  result: { drop_id?: string; unchanged?: boolean } | null
  created_at: Instant
  finished_at: Instant | null
}

export interface Drop {
  id: string
  source: string
  payer_id: string
  payer_name: string
  period: Period
  version: number
  rows: number
  skipped_rows: number
  charges: number
  cost: Decimal
  public_on_demand_cost: Decimal
  currency: string
  state: 'current' | 'superseded'
  reconciled: boolean
  source_cost: Decimal
  rounded_values: number
  unknown_types: number
  seconds: number | string | null
  created_at: Instant
}

export interface DropDetail extends Drop {
  by_charge_type: ChargeTypeTotal[]
  files: DropFile[]
}

export interface ChargeTypeTotal {
  line_item_type: string
  kind: string
  rows: number
  cost: Decimal
  public_on_demand_cost: Decimal
}

export interface DropFile {
  name: string
  size: number
  sha256: string
  rows: number
}

export type RuleScope = 'global' | 'billing_entity' | 'service' | 'sku'
export type RuleType = 'markup' | 'discount' | 'fixed'
export type Basis = 'public_on_demand' | 'unblended' | 'net_unblended' | 'amortized' | 'net_amortized'
export type PassThroughKind = 'tax' | 'credit' | 'refund' | 'support' | 'discount' | 'commitment_fee' | 'marketplace'

export interface PricingRule {
  id?: string
  scope: RuleScope
  type: RuleType
  percent: Decimal | null
  unit_price: Decimal | null
  service: string | null
  usage_type: string | null
  operation: string | null
  billing_entity: string | null
  from: Day | null
  to: Day | null
}

export interface PricingPlan {
  id: string
  name: string
  basis: Basis
  free_tier: boolean
  pass_through: PassThroughKind[]
  rules: PricingRule[]
  billing_groups: number
  updated_at: Instant
}

export interface BillTo {
  name: string
  address: string
  email: string
  tax_id: string
}

export interface BillingGroup {
  id: string
  name: string
  description: string
  pricing_plan_id: string | null
  pricing_plan_name: string | null
  currency: string
  bill_to: BillTo | null
  accounts: number
  updated_at: Instant
}

export interface Assignment {
  account_id: string
  account_name?: string
  provider?: Provider
  payer_id?: string
  starts_on: Day
  /** The first day no longer in the group; null while it lasts. */
  ends_on: Day | null
}

export interface CustomCharge {
  id: string
  billing_group_id: string
  name: string
  description: string
  kind: 'fee' | 'credit'
  amount: Decimal | null
  percent: Decimal | null
  include_flat: boolean
  filters: ChargeFilters | null
  from: Period
  to: Period | null
}

export interface ChargeFilters {
  services: string[]
  accounts: string[]
  drop_savings_plan_negation: boolean
}

export interface Sku {
  service: string
  usage_type: string
  operation: string
  billing_entity: string
}

export interface PeriodWithData {
  period: Period
  drops: number
  as_of: Instant | null
}

/** A customer's own bill has no cost and no margin, hence the optional members. */
export interface BillFigures {
  cost?: Decimal
  pro_forma: Decimal
  margin?: Decimal
  margin_percent?: Decimal | null
}

export interface BillSummary extends BillFigures {
  billing_group_id: string
  name: string
  accounts: number
  currency: string
  state: string
  partial?: boolean
}

export interface Bills {
  period: Period
  currency: string
  items: BillSummary[]
  unassigned?: { accounts: number; cost: Decimal }
  total: BillFigures
  /** The same for groups billed in another currency; absent when there are none. */
  other_currencies?: { currency: string; unassigned?: { accounts: number; cost: Decimal }; total: BillFigures }[]
  as_of: Instant | null
}

export interface BillLine {
  account_id: string
  account_name?: string
  service: string
  kind: string
  usage_type?: string | null
  cost?: Decimal
  pro_forma: Decimal
}

export interface Bill extends BillFigures {
  billing_group_id: string
  name: string
  period: Period
  currency: string
  state: string
  accounts: number
  lines: BillLine[]
  custom_charges: { id: string; name: string; kind: 'fee' | 'credit'; amount: Decimal }[]
  subtotal: Decimal
  tax: { label: string; amount: Decimal }[]
  total: Decimal
  partial?: boolean
  as_of: Instant | null
}

export type MonthGrouping = 'service' | 'account' | 'usage_type' | 'billing_group'
export type Measure = 'cost' | 'pro_forma' | 'margin'

export interface MonthChange {
  previous: Decimal
  current: Decimal
  change: Decimal
  change_percent: Decimal | null
}

export interface MonthOverMonth {
  period: Period
  previous: Period
  currency: string
  items: (MonthChange & { key: string; label: string })[]
  total: MonthChange
}
