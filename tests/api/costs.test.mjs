// The cost explorer: every dimension and measure against a computation of its own over the lines of
// the reports (lib/insights.mjs), by month and by day, and what each reader sees.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'

import { daysOf, expectedCosts, monthsBetween, seenCosts, sharesOf } from './lib/insights.mjs'
import { round, units } from './lib/pricing.mjs'
import { records, row } from './lib/report.mjs'
import { assertProblem, parseCsv, startServer } from './lib/server.mjs'

let server
before(async () => (server = await startServer()))
after(() => server.stop())

const COSTS = ['cost', 'unblended', 'amortized', 'net_amortized', 'public_on_demand']
const DIMENSIONS = ['none', 'service', 'account', 'usage_type', 'region', 'charge_type', 'kind',
  'billing_group', 'payer', 'category', 'processor', 'instance_family', 'purchase_option',
  'storage_class', 'transfer_type', 'database_engine']

// What the rows below are, by usage type; the purchase option of usage.
const nothing = { category: 'compute', processor: '', instance_family: '', purchase_option: '',
  storage_class: '', transfer_type: '', database_engine: '' }
const instance = (processor, instance_family) => ({ ...nothing, processor, instance_family,
  purchase_option: 'on_demand' })
const CLASSES = {
  'USW2-BoxUsage:m5.large': instance('intel', 'm5'),
  'USW2-BoxUsage:c7g.large': instance('graviton', 'c7g'),
  'EUW1-BoxUsage:t3.micro': instance('intel', 't3'),
  'USW2-SpotUsage:m6a.large': { ...instance('amd', 'm6a'), purchase_option: 'spot' },
  'TimedStorage-ByteHrs': { ...nothing, category: 'storage', storage_class: 'standard' },
  'Requests-Tier1': { ...nothing, category: 'storage', storage_class: 'requests_standard' },
  'EBS:VolumeUsage.gp3': { ...nothing, category: 'storage', storage_class: 'gp3' },
  'DataTransfer-Out-Bytes': { ...nothing, category: 'data_transfer',
    transfer_type: 'internet_out' },
  'InstanceUsage:db.r6g.large': { ...instance('graviton', 'r6g'), category: 'database',
    database_engine: 'postgresql' },
  Dollar: { ...nothing, category: 'support' },
}
const OPTIONS = { SavingsPlanCoveredUsage: 'savings_plan', SavingsPlanNegation: 'savings_plan',
  SavingsPlanRecurringFee: 'savings_plan', DiscountedUsage: 'reserved' }

function classesOf({ type, service, usageType }) {
  const found = { ...(CLASSES[usageType] ?? nothing) }
  if (service === 'ComputeSavingsPlans') found.category = 'commitment'
  if (!CLASSES[usageType] && type === 'Usage') found.purchase_option = 'on_demand'
  return type === 'Usage' ? found : { ...found, purchase_option: OPTIONS[type] ?? '' }
}

describe('two payers, three months', () => {
  const payers = { a: '100000000000', b: '200000000000' }
  const months = monthsBetween('2023-10', '2023-12')
  let admin, superadmin, groups, shares
  const rows = { a: [], b: [] }

  // Charges of every kind, some with a region, some dated outside of their month.
  function month(period, n) {
    const add = (payer, given) => rows[payer].push(row({ period, payer: payers[payer],
      day: `${period}-10`, ...given }))
    const commitment = 'arn:aws:savingsplans::1:savingsplan/s'
    add('a', { account: '100000000001', usageType: 'USW2-BoxUsage:m5.large', region: 'us-west-2',
      unblended: `${10 * n}.005`, publicCost: `${12 * n}.1`, net: `${9 * n}` })
    add('a', { account: '100000000001', usageType: 'USW2-BoxUsage:m5.large', region: 'us-west-2',
      day: `${period}-21`, unblended: '3.333', publicCost: '4' })
    add('a', { account: '100000000002', service: 'AmazonS3', usageType: 'TimedStorage-ByteHrs',
      operation: 'StandardStorage', region: 'us-east-1', unblended: `0.${n}25`, publicCost: '1' })
    add('a', { account: '100000000002', service: 'AmazonS3', usageType: 'Requests-Tier1',
      operation: 'PutObject', region: 'us-east-1', unblended: '0.005', day: `${period}-15` })
    add('a', { account: '100000000003', type: 'SavingsPlanCoveredUsage', region: 'us-west-2',
      usageType: 'USW2-BoxUsage:c7g.large', unblended: '20', publicCost: '21', savingsPlan:
      commitment, planCost: '14.5', netPlanCost: '14' })
    add('a', { account: '100000000003', type: 'SavingsPlanNegation', unblended: '-20',
      usageType: 'ComputeSP:1yrNoUpfront', savingsPlan: commitment })
    add('a', { account: '100000000003', type: 'SavingsPlanRecurringFee', service:
      'ComputeSavingsPlans', usageType: 'ComputeSP:1yrNoUpfront', operation: '',
      unblended: '16', commitment: '16', usedCommitment: '14.5', savingsPlan: commitment })
    add('a', { account: '100000000001', type: 'Tax', usageType: 'Tax', operation: '',
      unblended: '2.17', day: `${period}-01` })
    add('a', { account: '100000000002', type: 'Credit', unblended: '-1.5', usageType: 'Credit' })
    add('b', { account: '200000000001', region: 'eu-west-1', usageType: 'EUW1-BoxUsage:t3.micro',
      unblended: `${n}.01`, publicCost: `${n}.5` })
    add('b', { account: '200000000001', region: 'us-west-2', unblended: '0.75', publicCost: '2',
      usageType: 'USW2-SpotUsage:m6a.large', operation: 'RunInstances:SV001' })
    add('b', { account: '200000000002', usageType: 'EBS:VolumeUsage.gp3', unblended: `${n}.2`,
      operation: 'CreateVolume-Gp3', publicCost: '3' })
    add('b', { account: '200000000002', service: 'AWSDataTransfer', unblended: '1.125',
      usageType: 'DataTransfer-Out-Bytes', publicCost: '1.25' })
    add('b', { account: '200000000001', service: 'AmazonRDS', unblended: '0', publicCost: '5',
      usageType: 'InstanceUsage:db.r6g.large', operation: 'CreateDBInstance:0014',
      type: 'DiscountedUsage', reservation: 'arn:aws:rds::1:ri/r', reservationCost: '3.2' })
    add('b', { account: '200000000001', type: 'Refund', unblended: '-0.4', usageType: 'Refund',
      operation: '', start: '2023-09-30T00:00:00Z', day: '2023-09-30' })
    add('b', { account: '200000000002', service: 'AWSSupportBusiness', usageType: 'Dollar',
      operation: '', unblended: '7', type: 'Fee' })
  }

  before(async () => {
    ({ admin, superadmin } = await server.newPartner('explorer'))
    months.forEach((period, i) => month(period, i + 1))
    const ids = {}
    for (const [name, external_id] of Object.entries(payers)) {
      ids[name] = (await server.newPayer(admin, { external_id })).id
      for (const period of months)
        await server.ingest('explorer', external_id,
          rows[name].filter((each) => each.period === period))
      for (const each of rows[name])
        Object.assign(each, { payer_id: ids[name], classes: classesOf(each) })
    }
    await admin.ok('PATCH', '/accounts/aws/100000000001', { name: 'Platform' })
    const plan = await admin.ok('POST', '/pricing-plans', { name: 'Ten off', rules: [
      { scope: 'global', type: 'discount', percent: '10' },
      { scope: 'service', type: 'markup', percent: '25', service: 'AmazonS3', from: '2023-11-12' },
    ] })
    groups = [
      { name: 'Acme', plan, charges: [
        { name: 'Setup', kind: 'fee', amount: '50', from: '2023-11' },
        { name: 'Care', kind: 'fee', percent: '5', from: '2023-10', to: '2023-12' }],
      stays: [{ account_id: '100000000001', starts_on: '2023-01-01', ends_on: '2023-11-15' },
        { account_id: '200000000001', starts_on: '2023-10-01', ends_on: null }] },
      { name: 'Globex', charges: [{ name: 'Goodwill', kind: 'credit', amount: '1', from: '2023-10' }],
        plan: { basis: 'public_on_demand', free_tier: true, pass_through: [], rules: [] },
        stays: [{ account_id: '100000000001', starts_on: '2023-11-15', ends_on: null },
          { account_id: '100000000002', starts_on: '2023-10-12', ends_on: '2023-12-16' }] },
    ]
    for (const group of groups) {
      const { id } = await admin.ok('POST', '/billing-groups', { name: group.name,
        pricing_plan_id: group.plan.id })
      group.id = id
      await admin.ok('PUT', `/billing-groups/${id}/accounts`, { assignments: group.stays })
      for (const charge of group.charges)
        await admin.ok('POST', '/custom-charges', { ...charge, billing_group_id: id })
    }
    shares = sharesOf([...rows.a, ...rows.b], groups)
  })

  const read = (query, client = admin) =>
    client.ok('GET', `/insights/costs?${new URLSearchParams(query)}`)
  const monthly = { from: '2023-10', to: '2023-12' }

  // The reply against the model, exact and rounded.
  async function check({ filters = {}, top, ...query }) {
    const isDaily = query.granularity === 'daily'
    const periods = isDaily
      ? daysOf(...months).filter((day) => day >= (query.from.length === 7 ? `${query.from}-01` : query.from) &&
        day <= (query.to.length === 7 ? `${query.to}-31` : query.to))
      : monthsBetween(query.from.slice(0, 7), query.to.slice(0, 7))
    const given = Object.entries(filters).map(([name, words]) => [name, words.join(',')])
    for (const places of [undefined, 2]) {
      const reply = await read([...Object.entries(query), ...given, ...(top === undefined ? []
        : [['top', top]]), ['exact', places === undefined]])
      assert.deepEqual(reply.periods, periods)
      assert.deepEqual(seenCosts(reply), expectedCosts(shares, { ...query, periods, filters },
        { top, places }), JSON.stringify({ query, filters, places }))
    }
  }

  for (const measure of [...COSTS, 'pro_forma', 'margin'])
    test(`${measure} by every dimension, by month and by day`, async () => {
      for (const group_by of DIMENSIONS) {
        await check({ ...monthly, measure, group_by, granularity: 'monthly' })
        await check({ ...monthly, measure, group_by, granularity: 'daily' })
        await check({ from: '2023-10-12', to: '2023-11-20', measure, group_by,
          granularity: 'daily' })
      }
    })

  test('filters, alone and together', async () => {
    const some = [
      { service: ['AmazonEC2', 'AmazonS3'] },
      { account: ['100000000001', '200000000001'] },
      { usage_type: ['TimedStorage-ByteHrs'] },
      { region: ['us-west-2', ''] },
      { region: [''] },
      { charge_type: ['Usage', 'Tax'] },
      { kind: ['usage', 'credit'] },
      { exclude_kind: ['tax', 'credit', 'refund'] },
      { billing_group: [groups[0].id] },
      { billing_group: [groups[0].id, groups[1].id] },
      { account: ['100000000001'], billing_group: [groups[1].id] },
      { service: ['AmazonEC2'], account: ['100000000001'], exclude_kind: ['tax'] },
      { service: ['nothing'] },
      { category: ['compute'], purchase_option: ['savings_plan', 'spot'] },
      { purchase_option: [''], exclude_kind: ['tax'] },
      { processor: ['graviton'], account: ['100000000003', '200000000001'] },
      { storage_class: ['gp3', 'standard'], billing_group: [groups[1].id, 'unassigned'] },
      { database_engine: ['postgresql'] },
      { category: [''] },
    ]
    for (const filters of some)
      for (const measure of ['cost', 'amortized', 'pro_forma', 'margin'])
        for (const group_by of ['service', 'account', 'billing_group', 'kind'])
          await check({ ...monthly, measure, group_by, filters,
            granularity: measure === 'cost' ? 'daily' : 'monthly' })
    for (const measure of COSTS)
      for (const group_by of DIMENSIONS) {
        await check({ ...monthly, measure, group_by, filters: { billing_group: ['unassigned'] } })
        await check({ ...monthly, measure, group_by, filters: { payer: [rows.b[0].payer_id] } })
      }
  })

  test('the reply says what it is of', async () => {
    const reply = await read({ ...monthly, from: '2023-10-30', top: 1 })
    const { periods, groups: shown, others, others_count, totals, total, as_of, ...rest } = reply
    assert.deepEqual(rest, { from: '2023-10', to: '2023-12', granularity: 'monthly',
      group_by: 'service', measure: 'cost', currency: 'USD', partial: null })
    assert.match(as_of, /^20\d\d-.*Z$/)
    assert.equal(shown.length, 1)
    const accounts = await read({ ...monthly, group_by: 'account' })
    assert.deepEqual(Object.fromEntries(accounts.groups.map((each) => [each.key, each.label]))[
      '100000000001'], 'Platform')
    const byGroup = await read({ ...monthly, group_by: 'billing_group', measure: 'margin' })
    assert.deepEqual(byGroup.groups.map((each) => each.label).sort(), ['Acme', 'Globex'])
  })

  test('top decides what is shown, not how it is rounded', async () => {
    for (const top of [0, 1, 2, 1000])
      for (const measure of ['cost', 'pro_forma'])
        await check({ ...monthly, group_by: 'usage_type', measure, top })
  })

  test('the file has every group, and the same figures', async () => {
    const query = new URLSearchParams({ ...monthly, group_by: 'usage_type' })
    const reply = await read([...query, ['top', 1000]])
    const file = await admin.get(`/insights/costs.csv?${query}`)
    assert.equal(file.status, 200, file.text)
    assert.match(file.headers.get('content-disposition'),
      /cost-by-usage_type-2023-10-2023-12\.csv/)
    const rows = records(parseCsv(file.text))
    const total = rows.pop()
    assert.deepEqual(rows.map((each) => [each.usage_type, ...reply.periods.map((p) => each[p]),
      each.USD]), reply.groups.map((each) => [each.key, ...each.values.map((v) => v.amount),
      each.total]))
    assert.deepEqual([total.usage_type, total.USD], ['total', reply.total])
    for (const period of reply.periods)
      assert.equal(rows.reduce((all, each) => all + units(each[period]), 0n), units(total[period]))
  })

  test('month over month has the same dimensions, filters and figures', async () => {
    for (const measure of ['cost', 'amortized', 'pro_forma', 'margin'])
      for (const group_by of DIMENSIONS) {
        const query = { measure, group_by, exclude_kind: 'tax' }
        const filters = { exclude_kind: ['tax'] }
        const { items, total, days, partial } = await admin.ok('GET',
          `/insights/month-over-month?${new URLSearchParams({ ...query, period: '2023-12' })}`)
        const periods = ['2023-11', '2023-12']
        const { groups: shown, totals } = expectedCosts(shares, { measure, group_by, periods,
          filters }, { places: 2, top: 1000 })
        const byKey = (list) => list.sort((a, b) => (a.key < b.key ? -1 : 1))
        assert.deepEqual(byKey(items.map(({ key, previous, current }) => ({ key, previous,
          current }))), byKey(shown.map(({ key, values: [previous, current] }) => ({ key,
          previous: previous.amount, current: current.amount }))))
        assert.deepEqual([total.previous, total.current], totals.map((each) => each.amount))
        assert.deepEqual([days, partial], [{ previous: 30, current: 31 }, null])
      }
  })

  test('month over month per day', async () => {
    const read = (query) => admin.ok('GET', `/insights/month-over-month?period=2023-12&` +
      `group_by=none&exact=true${query}`)
    const whole = (await read('')).items[0]
    const daily = (await read('&per_day=true')).items[0]
    const perDay = (text, days) => round(units(text), days)
    assert.equal(units(daily.previous), perDay(whole.previous, 30n))
    assert.equal(units(daily.current), perDay(whole.current, 31n))
    assert.equal(units(daily.change), units(daily.current) - units(daily.previous))
  })

  test('values are what there is to filter on', async () => {
    const values = async (query, client = admin) => (await client.ok('GET',
      `/insights/values?${new URLSearchParams({ ...monthly, ...query })}`)).items
    for (const dimension of DIMENSIONS.slice(1)) {
      const { groups: all } = await read({ ...monthly, group_by: dimension, top: 1000 })
      const items = await values({ dimension })
      for (const { key, label } of all)
        assert.deepEqual(items.find((each) => each.key === key), { key, label })
      assert.deepEqual(items.map((each) => each.label),
        items.map((each) => each.label).sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))))
    }
    assert.deepEqual(await values({ dimension: 'account', search: 'PLAT' }),
      [{ key: '100000000001', label: 'Platform' }])
    assert.deepEqual((await values({ dimension: 'service', search: 's3' })).map((v) => v.key),
      ['AmazonS3'])
    assert.deepEqual(await values({ dimension: 'processor', search: 'grav' }),
      [{ key: 'graviton', label: 'AWS Graviton' }])
    assert.deepEqual(await values({ dimension: 'service', from: '2022-01', to: '2022-12' }), [])
    const user = await server.newUser(superadmin, { username: 'explorer-values',
      role: 'customer', billing_group_ids: [groups[1].id] })
    assert.deepEqual((await values({ dimension: 'account' }, user)).map((v) => v.key),
      ['100000000002', '100000000001', 'custom_charge'])
    assertProblem(await admin.get('/insights/values?dimension=none&from=2023-10&to=2023-10'),
      'invalid_parameter', { pointer: '?dimension' })
    assertProblem(await admin.get('/insights/values?dimension=service&from=2023-11&to=2023-10'),
      'invalid_parameter', { pointer: '?to' })
  })

  test('what cannot be asked', async () => {
    const cases = [
      [{ to: '2023-12' }, 'invalid_parameter', '?from'],
      [{ from: '2023-13', to: '2023-12' }, 'invalid_parameter', '?from'],
      [{ from: '2023-12', to: 'today' }, 'invalid_parameter', '?to'],
      [{ from: '2023-12', to: '2023-11' }, 'invalid_parameter', '?to'],
      [{ from: '2021-01', to: '2024-01' }, 'invalid_parameter', '?from'],
      [{ from: '2023-10-01', to: '2024-01-01', granularity: 'daily' }, 'invalid_parameter', '?from'],
      [{ ...monthly, granularity: 'hourly' }, 'invalid_parameter', '?granularity'],
      [{ ...monthly, group_by: 'colour' }, 'invalid_parameter', '?group_by'],
      [{ ...monthly, measure: 'blended' }, 'invalid_parameter', '?measure'],
      [{ ...monthly, top: '1001' }, 'invalid_parameter', '?top'],
      [{ ...monthly, top: '-1' }, 'invalid_parameter', '?top'],
    ]
    for (const [query, code, pointer] of cases)
      assertProblem(await admin.get(`/insights/costs?${new URLSearchParams(query)}`), code,
        { pointer })
    await read({ from: '2021-01', to: '2023-12' })
    await read({ from: '2023-10-01', to: '2023-12-31', granularity: 'daily' })
  })

  test('a customer sees its own pro forma and nothing else', async () => {
    const user = await server.newUser(superadmin, { username: 'explorer-customer',
      role: 'customer', billing_group_ids: [groups[0].id] })
    const own = shares.filter((each) => each.keys.billing_group === groups[0].id)
    for (const group_by of DIMENSIONS.filter((each) => each !== 'payer')) {
      const reply = await read({ ...monthly, group_by }, user)
      assert.equal(reply.measure, 'pro_forma')
      assert.deepEqual(seenCosts(reply), expectedCosts(own, { periods: months, group_by,
        measure: 'pro_forma' }, { places: 2 }))
    }
    for (const measure of [...COSTS, 'margin'])
      assertProblem(await user.get(
        `/insights/costs?${new URLSearchParams({ ...monthly, measure })}`), 'forbidden',
      { pointer: '?measure' })
    assertProblem(await user.get(`/insights/costs?${new URLSearchParams({ ...monthly,
      billing_group: groups[1].id })}`), 'not_found')
  })

  test('a payer_admin sees what its payers cost', async () => {
    const user = await server.newUser(superadmin, { username: 'explorer-payer',
      role: 'payer_admin', payer_ids: [rows.b[0].payer_id] })
    const own = shares.filter((each) => each.keys.payer === rows.b[0].payer_id)
    for (const group_by of DIMENSIONS)
      assert.deepEqual(seenCosts(await read({ ...monthly, group_by }, user)),
        expectedCosts(own, { periods: months, group_by, measure: 'cost' }, { places: 2 }))
    const other = await read({ ...monthly, payer: rows.a[0].payer_id }, user)
    assert.deepEqual([other.groups, other.total], [[], '0.00'])
  })

  test('another partner sees nothing', async () => {
    const { admin: stranger } = await server.newPartner('elsewhere')
    for (const measure of [...COSTS, 'pro_forma', 'margin'])
      for (const filters of [{}, { payer: rows.a[0].payer_id }]) {
        const reply = await read({ ...monthly, measure, ...filters }, stranger)
        assert.deepEqual([reply.groups, reply.total, reply.as_of], [[], '0.00', null])
      }
    assertProblem(await server.nobody().get('/insights/costs?from=2023-10&to=2023-12'),
      'unauthenticated')
  })
})

describe('a month that is not over', () => {
  test('says how many of its days are in', async () => {
    const { admin } = await server.newPartner('unfinished')
    await server.newPayer(admin, { external_id: '300000000000' })
    const today = new Date().toISOString().slice(0, 10)
    const period = today.slice(0, 7)
    await server.ingest('unfinished', '300000000000', [row({ period, day: `${period}-01`, payer:
      '300000000000', unblended: '4' })])
    const { partial, total } = await admin.ok('GET', `/insights/costs?from=${period}&to=${period}`)
    assert.deepEqual(partial, { period, days: 1, of_days: daysOf(period).length })
    assert.equal(total, '4.00')
  })
})

describe('data in several currencies', () => {
  test('is shown in one of them', async () => {
    const { admin } = await server.newPartner('exchange', { currency: 'EUR' })
    for (const [payer, currency, unblended] of [['400000000000', 'USD', '1.5'],
      ['500000000000', 'JPY', '200.4']]) {
      await server.newPayer(admin, { external_id: payer })
      await server.ingest('exchange', payer, [row({ payer, currency, unblended, account: payer })])
    }
    const read = (query) => admin.ok('GET', `/insights/costs?from=2023-11&to=2023-11${query}`)
    for (const [query, currency, total] of [['', 'JPY', '200'], ['&currency=USD', 'USD', '1.50'],
      ['&currency=EUR', 'EUR', '0.00']]) {
      const reply = await read(query)
      assert.deepEqual([reply.currency, reply.total], [currency, total])
    }
  })
})
