// Cost panels once more, written for tests: row by row over the lines of reports, in BigInt. Shares
// nothing with the server but the contract and pricing.mjs.
import { allocate, chargeAmounts, costOf, effective, fixed, kindOf, proFormaOf, rateGroup, sum,
  text, units } from './pricing.mjs'

const ONE = 10n ** 12n

const groupOf = (groups, row) => groups.find((group) => group.stays.some((stay) =>
  stay.account_id === row.account && stay.starts_on <= row.day &&
  (!stay.ends_on || row.day < stay.ends_on)))

const lastDay = (period) => {
  const [year, month] = period.split('-').map(Number)
  return `${period}-${new Date(Date.UTC(year, month, 0)).getUTCDate()}`
}

// The day a row counts on: a day outside of its period is moved to the period's edge.
function clamp(period, day) {
  if (day < `${period}-01`) return `${period}-01`
  return day > lastDay(period) ? lastDay(period) : day
}

// What a row is to the explorer: keys by dimension, and every measure. Only amounts whose products
// with rates fit in 12 places are right here.
function shareOf(row, groups) {
  const group = groupOf(groups, row)
  const kind = kindOf(row)
  const worth = group ? proFormaOf(group.plan, row, kind) : 0n
  if (worth % ONE !== 0n) throw new Error('the row needs rounding')
  return {
    period: row.period,
    day: clamp(row.period, row.day),
    keys: { none: 'total', service: row.service, account: row.account, usage_type: row.usageType,
      region: row.region ?? '', ...row.classes, charge_type: row.type, kind, payer: row.payer_id,
      billing_group: group?.id ?? 'unassigned' },
    amounts: { cost: costOf(row), unblended: units(row.unblended),
      amortized: effective(row, false), net_amortized: effective(row, true),
      public_on_demand: row.type === 'SavingsPlanNegation' ? 0n : units(row.publicCost) ?? 0n,
      ...(group && { pro_forma: worth / ONE, margin: worth / ONE - costOf(row) }) },
  }
}

// The custom charges of each group and month, as shares.
function chargeShares(rows, groups, periods) {
  return groups.flatMap((group) => periods.flatMap((period) => {
    const charges = group.charges.filter((charge) => charge.from <= period &&
      (!charge.to || period < charge.to))
    const lines = rateGroup(rows.filter((row) => row.period === period), group.stays, group.plan)
    return chargeAmounts(charges, lines).map((amount) => ({
      period,
      day: `${period}-01`,
      isCustom: true,
      keys: { none: 'total', billing_group: group.id },
      amounts: { pro_forma: amount, margin: amount },
    }))
  }))
}

export function sharesOf(rows, groups) {
  const periods = [...new Set(rows.map((row) => row.period))]
  return [...rows.map((row) => shareOf(row, groups)), ...chargeShares(rows, groups, periods)]
}

const keyOf = (share, dimension) => share.keys[dimension] ?? 'custom_charge'

// `filters`: { service: [...], exclude_kind: [...] }
function passes(share, filters) {
  return Object.entries(filters).every(([name, wanted]) => {
    if (name === 'exclude_kind') return !wanted.includes(keyOf(share, 'kind'))
    return wanted.includes(keyOf(share, name))
  })
}

// { periods, rows: [{key, values}] by key, totals } in units of 10^-12 or, with places, rounded.
export function panelOf(shares, { periods, group_by: dimension, measure, filters = {} }, places) {
  const isDaily = periods[0].length === 10
  const rows = new Map()
  for (const share of shares) {
    const column = periods.indexOf(isDaily ? share.day : share.period)
    const amount = share.amounts[measure]
    if (column < 0 || amount === undefined || !passes(share, filters)) continue
    const key = keyOf(share, dimension)
    const values = rows.get(key) ?? periods.map(() => 0n)
    rows.set(key, values)
    values[column] += amount
  }
  const sorted = [...rows].map(([key, values]) => ({ key, values }))
    .sort((a, b) => Buffer.compare(Buffer.from(a.key), Buffer.from(b.key)))
  if (places !== undefined)
    periods.forEach((_, column) =>
      allocate(sorted.map((row) => row.values[column]), places)
        .forEach((value, i) => (sorted[i].values[column] = value)))
  return {
    rows: sorted.filter((row) => row.values.some((value) => value !== 0n)),
    totals: periods.map((_, column) => sum(sorted.map((row) => row.values[column]))),
  }
}

const magnitude = (value) => (value < 0n ? -value : value)

// The members of a reply that the panel decides.
export function expectedCosts(shares, query, { top = 9, places } = {}) {
  const { rows, totals } = panelOf(shares, query, places)
  const show = (value) => (places === undefined ? text(value) : fixed(value, places))
  const series = (values) => values.map((value, i) => ({ period: query.periods[i],
    amount: show(value) }))
  const ranked = rows.map((row) => ({ ...row, total: sum(row.values) })).sort((a, b) => {
    const order = magnitude(b.total) - magnitude(a.total)
    return order === 0n ? 0 : order > 0n ? 1 : -1
  })
  const rest = ranked.slice(top)
  return {
    groups: ranked.slice(0, top).map((row) => ({ key: row.key, values: series(row.values),
      total: show(row.total) })),
    others: rest.length === 0 ? []
      : series(query.periods.map((_, i) => sum(rest.map((row) => row.values[i])))),
    others_count: rest.length,
    totals: series(totals),
    total: show(sum(totals)),
  }
}

export const seenCosts = (reply) => ({
  groups: reply.groups.map(({ label, ...group }) => group),
  others: reply.others,
  others_count: reply.others_count,
  totals: reply.totals,
  total: reply.total,
})

export function monthsBetween(first, last) {
  const months = []
  for (let at = first; at <= last; at = nextMonth(at)) months.push(at)
  return months
}

export function nextMonth(period) {
  const [year, month] = period.split('-').map(Number)
  return month === 12 ? `${year + 1}-01` : `${year}-${String(month + 1).padStart(2, '0')}`
}

export function daysOf(...periods) {
  return periods.flatMap((period) => Array.from({ length: Number(lastDay(period).slice(8)) },
    (_, i) => `${period}-${String(i + 1).padStart(2, '0')}`))
}
