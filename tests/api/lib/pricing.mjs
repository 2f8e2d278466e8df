// pricing.md once more, written for tests: row by row over the lines of a report, in BigInt. Shares
// nothing with the server but the contract.
//
// Amounts are BigInts of 10^-12; sums of products, inside a bill line, of 10^-24.

const ONE = 10n ** 12n

export function units(text) {
  if (text === undefined || text === null || text === '') return undefined
  const [, sign, whole, fraction = '', exponent = '0'] =
    /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/.exec(text)
  // The digits as they stand, with the point `places` from their end; then 12 are kept.
  const digits = BigInt(whole + fraction)
  const places = fraction.length - Number(exponent)
  const value = places <= 12
    ? digits * 10n ** BigInt(12 - places)
    : round(digits, 10n ** BigInt(places - 12))
  return sign === '-' ? -value : value
}

export function text(value, places = 12) {
  const digits = (value < 0n ? -value : value).toString().padStart(places + 1, '0')
  const whole = digits.slice(0, digits.length - places)
  const fraction = digits.slice(digits.length - places).replace(/0+$/, '')
  return (value < 0n ? '-' : '') + whole + (fraction ? `.${fraction}` : '')
}

// Text with exactly `places` digits, of a value in units of 10^-places.
export function fixed(value, places) {
  const digits = (value < 0n ? -value : value).toString().padStart(places + 1, '0')
  const sign = value < 0n ? '-' : ''
  if (places === 0) return sign + digits
  return `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`
}

// Half away from zero.
export function round(value, divisor) {
  const half = divisor / 2n
  return value < 0n ? -((-value + half) / divisor) : (value + half) / divisor
}

const floor = (value, divisor) => value / divisor - (value % divisor < 0n ? 1n : 0n)

const consumes = (row) =>
  ['Usage', 'DiscountedUsage', 'SavingsPlanCoveredUsage'].includes(row.type)

export function kindOf(row) {
  const fixed = { Tax: 'tax', Credit: 'credit', Refund: 'refund' }[row.type]
  if (fixed) return fixed
  if (row.type.endsWith('Discount')) return 'discount'
  if (['RIFee', 'SavingsPlanRecurringFee', 'SavingsPlanUpfrontFee'].includes(row.type))
    return 'commitment_fee'
  if (row.type === 'Fee' && (row.reservation || row.savingsPlan)) return 'commitment_fee'
  const known = ['Usage', 'DiscountedUsage', 'SavingsPlanCoveredUsage', 'SavingsPlanNegation',
    'Fee', 'FlatRateSubscription']
  if (!known.includes(row.type)) return 'other'
  if (row.service.startsWith('AWSSupport') ||
    ['AWSDeveloperSupport', 'AWSPremiumSupport', 'OCBPremiumSupport'].includes(row.service))
    return 'support'
  if (row.entity === 'AWS Marketplace') return 'marketplace'
  return row.type === 'Fee' || row.type === 'FlatRateSubscription' ? 'fee' : 'usage'
}

export const costOf = (row) => units(row.net) ?? units(row.unblended)

const isFree = (row) =>
  row.type === 'Usage' && (units(row.rate) ?? 0n) === 0n && units(row.unblended) === 0n

export function effective(row, net) {
  const pick = (gross, twin) => (net ? units(row[twin]) : undefined) ?? units(row[gross]) ?? 0n
  switch (row.type) {
    case 'SavingsPlanCoveredUsage':
      return pick('planCost', 'netPlanCost')
    case 'SavingsPlanRecurringFee':
      return (units(row.commitment) ?? 0n) - (units(row.usedCommitment) ?? 0n)
    case 'SavingsPlanNegation':
    case 'SavingsPlanUpfrontFee':
      return 0n
    case 'DiscountedUsage':
      return pick('reservationCost', 'netReservationCost')
    case 'RIFee':
      return pick('unusedUpfront', 'netUnusedUpfront') +
        pick('unusedRecurring', 'netUnusedRecurring')
  }
  if (row.type === 'Fee' && row.reservation) return 0n
  return net ? costOf(row) : units(row.unblended)
}

function baseOf(plan, row, kind) {
  const unblended = units(row.unblended)
  if (plan.basis === 'public_on_demand') {
    const given = units(row.publicCost) ?? 0n
    if (kind === 'support') return 0n
    if (isFree(row)) return plan.free_tier ? 0n : given
    if (consumes(row)) return given > 0n ? given : unblended
    return kind === 'fee' || (kind === 'marketplace' && row.type === 'Fee') ? unblended : 0n
  }
  if (['tax', 'credit', 'refund'].includes(kind)) return 0n
  return {
    unblended,
    net_unblended: costOf(row),
    amortized: effective(row, false),
    net_amortized: effective(row, true),
  }[plan.basis]
}

function specificity(rule, row) {
  if ((rule.from && row.day < rule.from) || (rule.to && row.day >= rule.to)) return 0
  switch (rule.scope) {
    case 'global':
      return 1
    case 'billing_entity':
      return rule.billing_entity === row.entity ? 2 : 0
    case 'service':
      return rule.service === row.service ? 3 : 0
  }
  if (rule.service !== row.service || rule.usage_type !== row.usageType) return 0
  if (rule.operation === undefined || rule.operation === null) return 4
  return rule.operation === row.operation ? 5 : 0
}

const RULED = ['Usage', 'DiscountedUsage', 'SavingsPlanCoveredUsage', 'SavingsPlanNegation',
  'RIFee', 'SavingsPlanRecurringFee', 'Fee', 'FlatRateSubscription']

// In units of 10^-24.
export function proFormaOf(plan, row, kind) {
  if (plan.pass_through.includes(kind)) return costOf(row) * ONE
  const base = baseOf(plan, row, kind)
  if (!RULED.includes(row.type) && kind !== 'discount') return base * ONE
  const [rule] = plan.rules
    .filter((each) => specificity(each, row) > 0)
    .sort((a, b) => specificity(b, row) - specificity(a, row))
  if (!rule) return base * ONE
  if (rule.type === 'fixed') {
    const isPriced = consumes(row) && !(isFree(row) && plan.free_tier)
    return isPriced ? units(row.quantity) * units(rule.unit_price) : 0n
  }
  const share = units(rule.percent) / 100n
  return base * (rule.type === 'discount' ? ONE - share : ONE + share)
}

// [{account, service, kind, cost, pro_forma, kept}] of one group, in the order of rounding; `kept`
// is without SavingsPlanNegation. `stays`: [{account_id, starts_on, ends_on}].
export function rateGroup(rows, stays, plan) {
  const lines = new Map()
  for (const row of rows) {
    const isIn = stays.some((stay) => stay.account_id === row.account &&
      stay.starts_on <= row.day && (!stay.ends_on || row.day < stay.ends_on))
    if (!isIn) continue
    const kind = kindOf(row)
    const key = `${row.account}\0${row.service}\0${kind}`
    const line = lines.get(key) ??
      { account: row.account, service: row.service, kind, cost: 0n, pro_forma: 0n, kept: 0n }
    lines.set(key, line)
    const proForma = proFormaOf(plan, row, kind)
    line.cost += costOf(row)
    line.pro_forma += proForma
    if (row.type !== 'SavingsPlanNegation') line.kept += proForma
  }
  return [...lines.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, line]) => ({
      ...line,
      pro_forma: round(line.pro_forma, ONE),
      kept: round(line.kept, ONE),
    }))
    .filter((line) => line.cost !== 0n || line.pro_forma !== 0n || line.kept !== 0n)
}

// The amounts of custom charges, in the order given.
export function chargeAmounts(charges, lines) {
  const signed = (charge, amount) => (charge.kind === 'credit' ? -amount : amount)
  const flats = charges
    .filter((charge) => charge.amount)
    .reduce((sum, charge) => sum + signed(charge, units(charge.amount)), 0n)
  return charges.map((charge) => {
    if (charge.amount) return signed(charge, units(charge.amount))
    const { services, accounts, drop_savings_plan_negation: drops } = charge.filters ?? {}
    let of = charge.include_flat ? flats : 0n
    for (const line of lines) {
      if (services?.length && !services.includes(line.service)) continue
      if (accounts?.length && !accounts.includes(line.account)) continue
      of += drops ? line.kept : line.pro_forma
    }
    return signed(charge, round(of * (units(charge.percent) / 100n), ONE))
  })
}

export const sum = (values) => values.reduce((total, value) => total + value, 0n)

// Largest remainder: exact figures to units of 10^-places that add up to the rounded total.
export function allocate(figures, places) {
  const divisor = 10n ** BigInt(12 - places)
  const rounded = figures.map((figure) => floor(figure, divisor))
  const missing = round(sum(figures), divisor) - sum(rounded)
  figures
    .map((figure, index) => ({ index, rest: figure - floor(figure, divisor) * divisor }))
    .sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1))
    .slice(0, Number(missing))
    .forEach(({ index }) => (rounded[index] += 1n))
  return rounded
}
