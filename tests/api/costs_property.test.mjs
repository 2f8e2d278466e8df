// Random months, random questions: whatever is grouped by and filtered on, the groups and the others
// add up to the totals, and these to what the bills and the charges say. PROFORMA_TEST_SEED repeats a
// run.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { daysOf, expectedCosts, monthsBetween, seenCosts, sharesOf } from './lib/insights.mjs'
import { sum, text, units } from './lib/pricing.mjs'
import { row } from './lib/report.mjs'
import { startServer } from './lib/server.mjs'

const QUESTIONS = 150
const seed = Number(process.env.PROFORMA_TEST_SEED ?? Date.now() % 2 ** 31)

let server
before(async () => (server = await startServer()))
after(() => server.stop())

// ---- chance ----

let state = seed
function below(limit) {
  state = (state + 0x6d2b79f5) | 0
  let t = Math.imul(state ^ (state >>> 15), 1 | state)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) % limit
}
const oneIn = (n) => below(n) === 0
const pick = (list) => list[below(list.length)]
const some = (list) => list.filter(() => oneIn(2))

// Products with percentages of two places fit in twelve.
const amount = () => `${oneIn(5) ? '-' : ''}${below(500)}.${String(below(10000)).padStart(4, '0')}`

// ---- random months ----

const months = monthsBetween('2024-01', '2024-03')
const payers = ['900000000001', '900000000002']
const accounts = [['100000000001', 0], ['100000000002', 0], ['100000000003', 0],
  ['200000000001', 1], ['200000000002', 1]]
const services = ['AmazonEC2', 'AmazonS3', 'AWSLambda', 'AWSSupportBusiness']
const usageTypes = ['USW2-BoxUsage:m5.large', 'Requests-Tier1', 'EBS:VolumeUsage.gp3']
const regions = ['', 'us-west-2', 'eu-west-1']
const types = ['Usage', 'Usage', 'Usage', 'SavingsPlanNegation', 'Fee', 'Credit', 'Refund', 'Tax',
  'EdpDiscount', 'Novelty']
const everyDay = daysOf(...months)

function randomRow(period) {
  const [account, payer] = pick(accounts)
  const day = oneIn(50) ? pick(['2023-12-31', '2024-04-02'])
    : pick(everyDay.filter((each) => each.startsWith(period)))
  return row({ period, payer: payers[payer], account, day, start: `${day}T00:00:00Z`,
    service: pick(services), usageType: pick(usageTypes), region: pick(regions),
    operation: pick(['', 'RunInstances']), type: pick(types), unblended: amount(),
    publicCost: oneIn(4) ? '' : `${below(500)}.5`, net: oneIn(2) ? '' : amount() })
}

function randomStays() {
  const stays = [[], [], []]
  for (const [account_id] of accounts) {
    const cuts = some(everyDay).filter(() => oneIn(25))
    const edges = ['2023-01-01', ...cuts, null]
    edges.slice(0, -1).forEach((starts_on, i) => {
      const group = below(4)
      if (group < 3) stays[group].push({ account_id, starts_on, ends_on: edges[i + 1] })
    })
  }
  return stays
}

const randomPlan = (name) => ({
  name,
  basis: pick(['public_on_demand', 'unblended', 'net_unblended']),
  pass_through: some(['tax', 'credit', 'refund', 'support']),
  rules: [{ scope: 'global', type: pick(['markup', 'discount']), percent: `${below(40)}.5` },
    { scope: 'service', type: 'discount', percent: `${below(30)}`, service: pick(services),
      from: pick(everyDay) }],
})

const randomCharge = (i) => ({ name: `charge ${i}`, kind: pick(['fee', 'credit']),
  from: pick(months), ...(oneIn(2) ? { amount: `${below(100)}.25` } : { percent: `${below(9)}` }) })

// ---- random questions ----

const DIMENSIONS = ['none', 'service', 'account', 'usage_type', 'region', 'charge_type', 'kind',
  'billing_group', 'payer']
const MEASURES = ['cost', 'unblended', 'amortized', 'net_amortized', 'public_on_demand',
  'pro_forma', 'margin']

function randomFilters(keys, measure) {
  const filters = {}
  for (const [name, words] of Object.entries(keys)) {
    // Which custom charges are a payer's is another test's.
    if (!oneIn(4) || (name === 'payer' && ['pro_forma', 'margin'].includes(measure))) continue
    const chosen = some(words)
    if (chosen.length > 0) filters[name] = chosen
  }
  return filters
}

const randomRange = () => {
  const [a, b] = [pick(months), pick(months)].sort()
  if (oneIn(2)) return { granularity: 'monthly', from: a, to: b, periods: monthsBetween(a, b) }
  const [first, last] = [pick(everyDay), pick(everyDay)].sort()
  return { granularity: 'daily', from: first, to: last,
    periods: everyDay.filter((day) => day >= first && day <= last) }
}

function assertAddsUp(reply) {
  const lists = [...reply.groups.map((group) => group.values),
    ...(reply.others.length > 0 ? [reply.others] : [])]
  reply.totals.forEach((total, i) =>
    assert.equal(sum(lists.map((list) => units(list[i].amount))), units(total.amount)))
  assert.equal(sum(reply.totals.map((each) => units(each.amount))), units(reply.total))
  for (const group of reply.groups)
    assert.equal(sum(group.values.map((each) => units(each.amount))), units(group.total))
}

async function ingestAll(admin, rows) {
  for (const external_id of payers) {
    const { id } = await server.newPayer(admin, { external_id })
    for (const each of rows) if (each.payer === external_id) each.payer_id = id
    for (const period of months)
      await server.ingest('questions', external_id, rows.filter((each) =>
        each.payer === external_id && each.period === period))
  }
}

async function makeGroups(admin) {
  const groups = []
  for (const [i, stays] of randomStays().entries()) {
    const plan = await admin.ok('POST', '/pricing-plans', randomPlan(`plan ${i}`))
    const { id } = await admin.ok('POST', '/billing-groups', { name: `group ${i}`,
      pricing_plan_id: plan.id })
    await admin.ok('PUT', `/billing-groups/${id}/accounts`, { assignments: stays })
    const charges = Array.from({ length: below(4) }, (_, n) => randomCharge(n))
    for (const charge of charges)
      Object.assign(charge, { id: (await admin.ok('POST', '/custom-charges', { ...charge,
        billing_group_id: id })).id })
    groups.push({ id, plan, stays, charges })
  }
  return groups
}

// Σ bills and Σ charges are what the explorer says, month by month.
async function compareTotals(admin) {
  const figures = {}
  for (const measure of ['cost', 'pro_forma', 'margin'])
    figures[measure] = await admin.ok('GET', `/insights/costs?from=${months[0]}&to=${months[2]}` +
      `&measure=${measure}&group_by=none&exact=true`)
  for (const [i, period] of months.entries()) {
    const bills = await admin.ok('GET', `/bills?period=${period}&exact=true`)
    const shown = (measure) => figures[measure].totals[i].amount
    assert.equal(shown('cost'), text(units(bills.total.cost) + units(bills.unassigned.cost)))
    assert.equal(shown('cost'), server.value(`select trim_scale(sum(cost)) from charges
      where period = :'period'`, { period: `${period}-01` }))
    assert.equal(shown('pro_forma'), bills.total.pro_forma)
    assert.equal(shown('margin'), bills.total.margin)
  }
}

test(`random questions, PROFORMA_TEST_SEED=${seed}`, async () => {
  const { admin } = await server.newPartner('questions')
  const rows = months.flatMap((period) => Array.from({ length: 250 }, () => randomRow(period)))
  await ingestAll(admin, rows)
  const groups = await makeGroups(admin)
  const shares = sharesOf(rows, groups)
  await compareTotals(admin)

  const keys = { service: services, account: accounts.map(([id]) => id), usage_type: usageTypes,
    region: regions, charge_type: [...new Set(types)], kind: ['usage', 'tax', 'credit', 'fee'],
    exclude_kind: ['tax', 'refund', 'support'], payer: [rows[0].payer_id],
    billing_group: [...groups.map(({ id }) => id), 'unassigned'] }
  for (let i = 0; i < QUESTIONS; i++) {
    const measure = pick(MEASURES)
    const { periods, ...range } = randomRange()
    const group_by = pick(DIMENSIONS)
    const filters = randomFilters(keys, measure)
    const top = below(6)
    const places = oneIn(2) ? 2 : undefined
    const given = Object.entries(filters).map(([name, words]) => [name, words.join(',')])
    const query = new URLSearchParams([...Object.entries({ ...range, group_by, measure, top,
      exact: places === undefined }), ...given])
    const reply = await admin.ok('GET', `/insights/costs?${query}`)
    assertAddsUp(reply)
    assert.deepEqual(seenCosts(reply), expectedCosts(shares,
      { periods, group_by, measure, filters }, { top, places }), `${query}`)
  }
})
