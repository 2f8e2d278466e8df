// Random months end to end (pricing.md §6): a report of random rows goes through `proforma ingest`,
// random plans, groups, moves and custom charges through the API, and every figure of the bills is
// compared with pricing.mjs, which reads the same rows one by one. PROFORMA_TEST_SEED repeats a run.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { allocate, chargeAmounts, costOf, fixed, rateGroup, sum, text, units }
  from './lib/pricing.mjs'
import { records, row } from './lib/report.mjs'
import { parseCsv, startServer } from './lib/server.mjs'

const MONTHS = 6
const ROWS = 600
const seed = Number(process.env.PROFORMA_TEST_SEED ?? Date.now() % 2 ** 31)

let server
before(async () => (server = await startServer()))
after(() => server.stop())

// ---- chance ----

let state = seed
function next() {
  state = (state + 0x6d2b79f5) | 0
  let t = Math.imul(state ^ (state >>> 15), 1 | state)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return (t ^ (t >>> 14)) >>> 0
}
const below = (limit) => next() % limit
const oneIn = (n) => below(n) === 0
const pick = (list) => list[below(list.length)]
const some = (list) => list.filter(() => oneIn(2))

function amount({ negative = false, places = 14, limit = 500 } = {}) {
  const whole = oneIn(3) ? 0 : below(oneIn(8) ? limit * 1000 : limit)
  const fraction = Array.from({ length: below(places + 1) }, () => below(10)).join('')
  return (negative && oneIn(3) ? '-' : '') + whole + (fraction ? `.${fraction}` : '')
}
const percent = (limit) => `${below(limit)}.${String(below(1_000_000)).padStart(6, '0')}`

// ---- a random report ----

const period = '2024-02'
const payer = '900000000000'
const accounts = ['000000000001', '100000000002', '100000000003', '300000000004']
const services = ['AmazonEC2', 'AmazonS3', 'AWSLambda', 'AWSSupportBusiness', 'prod-abc123']
const usageTypes = ['BoxUsage', 'USW2-Requests']
const operations = ['RunInstances', '']
const types = ['Usage', 'Usage', 'Usage', 'DiscountedUsage', 'SavingsPlanCoveredUsage',
  'SavingsPlanNegation', 'SavingsPlanRecurringFee', 'SavingsPlanUpfrontFee', 'RIFee', 'Fee', 'Fee',
  'FlatRateSubscription', 'EdpDiscount', 'BundledDiscount', 'Credit', 'Refund', 'Tax', 'Novelty']
const days = Array.from({ length: 29 }, (_, i) => `${period}-${String(i + 1).padStart(2, '0')}`)

function model() {
  const service = pick(services)
  return { account: pick(accounts), service, usageType: pick(usageTypes),
    operation: pick(operations), type: pick(types),
    entity: service === 'prod-abc123' ? 'AWS Marketplace' : 'AWS' }
}

function randomRow(models) {
  const base = pick(models)
  const isUsage = base.type === 'Usage'
  const day = oneIn(60) ? pick(['2024-01-31', '2024-03-02']) : pick(days)
  const isPurchase = oneIn(40)
  return row({
    ...base,
    payer,
    period,
    billType: isPurchase ? 'Purchase' : 'Anniversary',
    day: isPurchase ? `${period}-01` : day,
    start: `${day}T${String(below(24)).padStart(2, '0')}:00:00Z`,
    quantity: amount(),
    rate: pick(['', '0', '0.0', amount()]),
    unblended: oneIn(3) ? '0' : amount({ negative: !isUsage }),
    net: oneIn(2) ? '' : amount({ negative: true }),
    publicCost: oneIn(3) ? pick(['', '0']) : amount(),
    reservation: ['DiscountedUsage', 'RIFee'].includes(base.type) ||
      (base.type === 'Fee' && oneIn(2)) ? 'arn:aws:ec2:us-east-1::reserved-instances/r-1' : '',
    savingsPlan: base.type.startsWith('SavingsPlan') ? 'arn:aws:savingsplans::1:savingsplan/s' : '',
    reservationCost: amount(),
    netReservationCost: oneIn(2) ? '' : amount(),
    unusedUpfront: amount(),
    netUnusedUpfront: oneIn(2) ? '' : amount(),
    unusedRecurring: amount(),
    netUnusedRecurring: oneIn(2) ? '' : amount(),
    planCost: amount(),
    netPlanCost: oneIn(2) ? '' : amount(),
    commitment: amount(),
    usedCommitment: amount(),
  })
}

// ---- random prices ----

// Pieces of the month, one after the other, for rules of one target.
function pieces() {
  const cuts = some(days).filter(() => oneIn(5))
  const edges = [null, ...cuts, null]
  return edges.slice(0, -1)
    .map((from, i) => ({ from, to: edges[i + 1] }))
    .filter(() => !oneIn(4))
}

function randomRules() {
  const targets = [{ scope: 'global' }, { scope: 'billing_entity', billing_entity: 'AWS' },
    { scope: 'billing_entity', billing_entity: 'AWS Marketplace' }]
  for (const service of services) {
    targets.push({ scope: 'service', service })
    for (const usage_type of usageTypes) {
      targets.push({ scope: 'sku', service, usage_type })
      targets.push({ scope: 'sku', service, usage_type, operation: 'RunInstances' })
    }
  }
  return some(targets).flatMap((target) => pieces().map((piece) => {
    const type = pick(target.scope === 'sku' ? ['markup', 'discount', 'fixed']
      : ['markup', 'discount'])
    const rate = type === 'fixed' ? { unit_price: amount({ places: 12, limit: 3 }) }
      : { percent: percent(type === 'discount' ? 100 : 300) }
    return { ...target, type, ...rate, ...piece }
  }))
}

function randomPlan(name) {
  const basis = pick(['public_on_demand', 'unblended', 'net_unblended', 'amortized',
    'net_amortized'])
  const kinds = ['tax', 'credit', 'refund', 'support', 'discount', 'marketplace',
    ...(basis.endsWith('amortized') ? [] : ['commitment_fee'])]
  return { name, basis, free_tier: oneIn(2), pass_through: some(kinds), rules: randomRules() }
}

function randomStays() {
  const stays = { A: [], B: [] }
  for (const account_id of accounts) {
    const cuts = some(days).filter(() => oneIn(8))
    const edges = ['2023-01-01', ...cuts, null]
    edges.slice(0, -1).forEach((starts_on, i) => {
      const group = pick(['A', 'B', undefined])
      if (group) stays[group].push({ account_id, starts_on, ends_on: edges[i + 1] })
    })
  }
  return stays
}

function randomCharges() {
  return Array.from({ length: below(6) }, (_, i) => {
    const charge = { name: `charge ${i}`, kind: pick(['fee', 'credit']), from: '2024-01' }
    if (oneIn(2)) return { ...charge, amount: amount({ places: 12 }) }
    const filters = {
      services: oneIn(2) ? some(services) : [],
      accounts: oneIn(2) ? some(accounts) : [],
      drop_savings_plan_negation: oneIn(2),
    }
    return { ...charge, percent: percent(40), include_flat: oneIn(2), filters }
  })
}

// ---- compared ----

function expectedBill(rows, group, exact) {
  const lines = rateGroup(rows, group.stays, group.plan)
  const amounts = chargeAmounts(group.charges, lines)
  const figures = (list, places) => (exact ? list : allocate(list, places))
  const show = (value) => (exact ? text(value) : fixed(value, 2))
  const shown = figures([...lines.map((line) => line.pro_forma), ...amounts], 2)
  const costs = figures(lines.map((line) => line.cost), 2)
  return {
    lines: lines.map((line, i) => ({ account_id: line.account, service: line.service,
      kind: line.kind, cost: show(costs[i]), pro_forma: show(shown[i]),
      margin: show(shown[i] - costs[i]) })),
    custom_charges: group.charges.map((charge, i) =>
      ({ name: charge.name, kind: charge.kind, amount: show(shown[lines.length + i]) })),
    cost: show(sum(costs)),
    subtotal: show(sum(shown.slice(0, lines.length))),
    pro_forma: show(sum(shown)),
    total: show(sum(shown)),
    margin: show(sum(shown) - sum(costs)),
  }
}

const seen = (bill) => ({
  lines: bill.lines.map(({ account_name, pass_through, ...line }) => line),
  custom_charges: bill.custom_charges.map(({ id, ...charge }) => charge),
  cost: bill.cost,
  subtotal: bill.subtotal,
  pro_forma: bill.pro_forma,
  total: bill.total,
  margin: bill.margin,
})

const hundred = 100n * 10n ** 12n

// A part's pro forma is its base at the rate of its rule, but for the last digit, which parts
// share among themselves. Fixed prices count units, of which some may be free.
function checkPart(part) {
  const proForma = units(part.pro_forma)
  if (part.pass_through) {
    assert.equal(part.rule, undefined)
    assert.deepEqual([part.base, part.pro_forma], ['0', part.cost])
    return
  }
  if (part.rule?.type === 'fixed') return
  const share = units(part.rule?.percent ?? '0') * (part.rule?.type === 'discount' ? -1n : 1n)
  const off = units(part.base) * (hundred + share) - proForma * hundred
  assert.ok(off < hundred && off > -hundred, JSON.stringify(part))
}

const keyOf = (line) => `${line.account_id} ${line.service} ${line.kind}`
const total = (lines, figure) => text(sum(lines.map((line) => units(line[figure]))))

// Parts add up to their line, sums of lines to the bill, exact and rounded.
async function checkDetail(admin, group, exact) {
  const path = `/bills/${group.id}/${period}?exact=${exact}`
  const whole = await admin.ok('GET', path)
  for (const detail of ['usage_type', 'rule']) {
    const split = await admin.ok('GET', `${path}&detail=${detail}`)
    for (const line of whole.lines)
      for (const figure of ['cost', 'pro_forma', 'margin'])
        assert.equal(total(split.lines.filter((part) => keyOf(part) === keyOf(line)), figure),
          text(units(line[figure])))
    if (exact && detail === 'rule') split.lines.forEach(checkPart)
  }
  for (const [list, key] of [['by_service', 'service'], ['by_account', 'account_id']])
    for (const each of whole[list])
      for (const figure of ['cost', 'pro_forma', 'margin'])
        assert.equal(text(units(each[figure])),
          total(whole.lines.filter((line) => line[key] === each[key]), figure))
  for (const list of ['by_service', 'by_account']) {
    assert.equal(total(whole[list], 'pro_forma'), text(units(whole.subtotal)))
    assert.equal(total(whole[list], 'cost'), text(units(whole.cost)))
  }
}

async function configure(admin, month, groups) {
  const stays = randomStays()
  for (const group of groups) await admin.ok('PUT', `/billing-groups/${group.id}/accounts`,
    { assignments: [] })
  for (const group of groups) {
    group.plan = randomPlan(`${group.name} ${month}`)
    group.stays = stays[group.name]
    group.charges = randomCharges()
    const plan = await admin.ok('POST', '/pricing-plans', group.plan)
    await admin.ok('PATCH', `/billing-groups/${group.id}`, { pricing_plan_id: plan.id })
    await admin.ok('PUT', `/billing-groups/${group.id}/accounts`, { assignments: group.stays })
    const { items } = await admin.ok('GET', `/custom-charges?billing_group_id=${group.id}`)
    for (const { id } of items) await admin.ok('DELETE', `/custom-charges/${id}`)
    for (const charge of group.charges)
      await admin.ok('POST', '/custom-charges', { ...charge, billing_group_id: group.id })
  }
}

async function compare(admin, rows, groups) {
  const costs = []
  for (const group of groups) {
    for (const exact of [true, false]) {
      const bill = await admin.ok('GET', `/bills/${group.id}/${period}?exact=${exact}`)
      assert.deepEqual(seen(bill), expectedBill(rows, group, exact))
    }
    for (const exact of [true, false]) await checkDetail(admin, group, exact)
    const exact = expectedBill(rows, group, true)
    const file = await admin.get(`/bills/${group.id}/${period}.csv?exact=true`)
    const fromFile = records(parseCsv(file.text)).map((each) => units(each.pro_forma))
    assert.equal(text(sum(fromFile)), exact.total)
    costs.push(units(exact.cost))
  }
  const bills = await admin.ok('GET', `/bills?period=${period}&exact=true`)
  assert.equal(bills.total.cost, text(sum(costs)))
  assert.equal(text(units(bills.total.cost) + units(bills.unassigned.cost)),
    text(sum(rows.map(costOf))))
}

test(`random months, PROFORMA_TEST_SEED=${seed}`, async () => {
  const { admin } = await server.newPartner('chance')
  await server.newPayer(admin, { external_id: payer })
  const groups = []
  for (const name of ['A', 'B']) groups.push(await admin.ok('POST', '/billing-groups', { name }))
  for (let month = 0; month < MONTHS; month++) {
    const models = Array.from({ length: 40 }, model)
    const rows = Array.from({ length: ROWS }, () => randomRow(models))
    const { cost } = await server.ingest('chance', payer, rows)
    assert.equal(text(units(cost)), text(sum(rows.map(costOf))))
    for (let round = 0; round < 2; round++) {
      await configure(admin, `${month}.${round}`, groups)
      await compare(admin, rows, groups)
    }
  }
})
