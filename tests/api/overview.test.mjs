// The overview, forecasts and commitments: equal to the bills and to the charges added up in another
// way, honest about a month that is not over, and for each reader only what it may see.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'

import { amount, sum } from './lib/amounts.mjs'
import { allocate, fixed, round } from './lib/pricing.mjs'
import { csv, row } from './lib/report.mjs'
import { assertProblem, startServer } from './lib/server.mjs'

const PASSWORD = 'welcome to proforma'
const CENT = 10n ** 10n
const DAY_MS = 86_400_000

let server
before(async () => (server = await startServer()))
after(() => server.stop())

const cents = (units) => fixed(round(units, CENT), 2)
const percent = (part, whole) => fixed(round(part * 10n ** 18n / whole, 10n ** 12n), 4)
const difference = (a, b) => cents(amount(a) - amount(b))

const dayOf = (time) => new Date(time).toISOString().slice(0, 10)
const today = dayOf(Date.now())
const thisPeriod = today.slice(0, 7)
const shift = (period, months) => {
  const [year, month] = period.split('-').map(Number)
  return dayOf(Date.UTC(year, month - 1 + months, 1)).slice(0, 7)
}
const daysOf = (period) =>
  (Date.parse(`${shift(period, 1)}-01`) - Date.parse(`${period}-01`)) / DAY_MS
const previousPeriod = shift(thisPeriod, -1)

const ingest = (slug, payer, rows) =>
  server.ingest(slug, payer, rows.map((each) => row({ payer, ...each })))

describe('of the demo partner', () => {
  let admin, auditor, payerAdmin, customer, periods
  before(async () => {
    const run = await server.cli('demo')
    assert.equal(run.status, 0, run.stderr)
    ;[admin, auditor, payerAdmin, customer] = await Promise.all(
      ['demo', 'demo-auditor', 'demo-payer', 'demo-customer'].map((name) =>
        server.signIn(name, PASSWORD)))
    periods = (await admin.ok('GET', '/bills/periods')).items.map((item) => item.period)
  })

  const ofBills = (bills) => ({
    revenue: bills.total.pro_forma,
    cost: bills.total.cost,
    margin: bills.total.margin,
    unassigned: bills.unassigned?.cost,
  })

  test('a whole month has the figures of the bills, and so has the trend', async () => {
    for (const reader of [admin, payerAdmin]) {
      const overview = await reader.ok('GET', `/insights/overview?period=${periods[1]}`)
      assert.equal(overview.partial, null)
      assert.equal(overview.forecast, null)
      assert.equal(overview.trend.length, 13)
      const bills = await reader.ok('GET', `/bills?period=${periods[1]}`)
      const before = await reader.ok('GET', `/bills?period=${periods[2]}`)
      for (const [name, value] of Object.entries(ofBills(bills))) {
        const figure = overview.figures[name]
        assert.equal(figure.current, value, name)
        assert.equal(figure.previous, ofBills(before)[name], name)
        assert.equal(figure.previous_full, figure.previous, name)
        assert.equal(figure.change, difference(figure.current, figure.previous), name)
      }
      assert.equal(overview.figures.margin_percent.current, bills.total.margin_percent)
      assert.equal(overview.figures.margin_percent.previous, before.total.margin_percent)
      for (const month of overview.trend) {
        const { period, ...figures } = month
        assert.deepEqual(figures, ofBills(await reader.ok('GET', `/bills?period=${period}`)))
      }
    }
  })

  test('the newest month is compared with the same days, and ends somewhere', async () => {
    const overview = await admin.ok('GET', '/insights/overview')
    const bills = await admin.ok('GET', `/bills?period=${periods[0]}`)
    assert.equal(overview.period, periods[0])
    assert.equal(overview.previous, periods[1])
    assert.equal(overview.as_of, bills.as_of)
    assert.equal(overview.partial.of_days, daysOf(periods[0]))
    for (const name of ['revenue', 'cost', 'margin', 'unassigned'])
      assert.equal(overview.figures[name].current, ofBills(bills)[name])
    const { revenue, cost } = overview.figures
    assert.ok(amount(revenue.previous) < amount(revenue.previous_full))
    assert.ok(amount(cost.previous) < amount(cost.previous_full))
    for (const name of ['revenue', 'cost']) {
      const { amount: end, low, high } = overview.forecast[name]
      assert.ok(amount(low) <= amount(end) && amount(end) <= amount(high))
      assert.ok(amount(end) > amount(overview.figures[name].current))
    }
    const forecast = await admin.ok('GET', '/insights/forecast?measure=pro_forma')
    assert.equal(overview.forecast.revenue.amount, forecast.month_end.amount)
    const margin = await admin.ok('GET', '/insights/forecast?measure=margin')
    const left = difference(overview.forecast.revenue.amount, overview.forecast.cost.amount)
    assert.ok(Math.abs(Number(difference(margin.month_end.amount, left))) <= 0.01,
      `${margin.month_end.amount} is not ${left}`)
  })

  // Of the bills, which leave out accounts in no group; each column of all of a kind is rounded so
  // that it adds up, and the five that changed most are shown.
  test('movers are those of month over month', async () => {
    const overview = await admin.ok('GET', `/insights/overview?period=${periods[1]}`)
    assert.equal(overview.measure, 'cost')
    const { items: bills } = await admin.ok('GET', `/bills?period=${periods[1]}`)
    const groups = new Set(bills.map((bill) => bill.billing_group_id))
    const size = ({ change }) => (change < 0n ? -change : change)
    for (const kind of ['service', 'account', 'billing_group']) {
      const { items } = await admin.ok('GET', `/insights/month-over-month?period=${periods[1]}` +
        `&measure=cost&exact=true&group_by=${kind}&billing_group=${[...groups].join()}`)
      items.sort((a, b) => (a.key < b.key ? -1 : 1))
      const [previous, current] = ['previous', 'current'].map((column) =>
        allocate(items.map((item) => amount(item[column])), 2))
      const moved = items.map(({ key, change_percent }, i) => ({ key, previous: previous[i],
        current: current[i], change: current[i] - previous[i], change_percent }))
        .sort((a, b) => Number(size(b) - size(a)) || (a.key < b.key ? -1 : 1))
      const shown = overview.movers.filter((mover) => mover.kind === kind)
      assert.deepEqual(shown.map(({ kind: _, label, ...mover }) => mover),
        moved.slice(0, 5).map(({ key, change_percent, ...figures }) => ({ key,
          ...Object.fromEntries(Object.entries(figures).map(([name, value]) =>
            [name, fixed(value, 2)])), change_percent })))
    }
  })

  test('month over month of a month that is not over compares the same days', async () => {
    const { partial, figures } = await admin.ok('GET', `/insights/overview?period=${periods[0]}`)
    const read = (query) => admin.ok('GET',
      `/insights/month-over-month?period=${periods[0]}&measure=cost&${query}`)
    const costsOf = (kind) => admin.ok('GET', `/insights/costs?from=${periods[0]}&to=${periods[0]}` +
      `&compare_from=${periods[1]}&compare_to=${periods[1]}&measure=cost&group_by=${kind}&top=1000`)
    for (const kind of ['service', 'account', 'billing_group', 'usage_type']) {
      const month = await read(`group_by=${kind}&same_days=true`)
      assert.deepEqual(month.days, { previous: partial.days, current: partial.days })
      const { groups, compared } = await costsOf(kind)
      const byKey = new Map(month.items.map((item) => [item.key, item]))
      for (const { key, compared: { previous, change } } of groups) {
        assert.equal(byKey.get(key).previous, previous, `${kind} ${key}`)
        assert.equal(byKey.get(key).change, change, `${kind} ${key}`)
      }
      assert.equal(month.total.previous, compared.previous)
    }
    const [whole, cut] = [await read('group_by=none'), await read('group_by=none&same_days=true')]
    assert.equal(whole.days.previous, daysOf(periods[1]))
    assert.equal(cut.total.current, whole.total.current)
    assert.ok(amount(cut.total.previous) < amount(whole.total.previous))
    // The overview rounds each bill, this page their sum.
    const { items } = await read('group_by=billing_group&same_days=true&exact=true')
    const seen = { cost: 0n, unassigned: 0n }
    for (const { key, previous } of items)
      seen[key === 'unassigned' ? key : 'cost'] += round(amount(previous), CENT)
    assert.deepEqual([figures.cost.previous, figures.unassigned.previous],
      [fixed(seen.cost, 2), fixed(seen.unassigned, 2)])
    const margin = async (query) => (await admin.ok('GET', `/insights/month-over-month?` +
      `period=${periods[0]}&measure=margin&group_by=none${query}`)).total.previous
    assert.notEqual(await margin('&same_days=true'), await margin(''))
    const over = `/insights/month-over-month?period=${periods[1]}`
    assert.deepEqual(await admin.ok('GET', `${over}&same_days=true`), await admin.ok('GET', over))
  })

  test('what needs attention leads to its remedy', async () => {
    const { attention, figures } = await admin.ok('GET', `/insights/overview?period=${periods[1]}`)
    const kinds = attention.map((item) => [item.kind, item.severity])
    assert.deepEqual(kinds, [['negative_margin', 'critical'], ['unassigned_accounts', 'warning'],
      ['no_plan', 'warning']])
    const [negative, unassigned, unplanned] = attention
    const bill = await admin.ok('GET', `/bills/${negative.billing_group_id}/${periods[1]}`)
    assert.equal(negative.amount, bill.margin)
    assert.equal(negative.label, bill.name)
    const bills = await admin.ok('GET', `/bills?period=${periods[1]}`)
    assert.equal(unassigned.amount, figures.unassigned.current)
    assert.equal(unassigned.count, bills.unassigned.accounts)
    const group = await admin.ok('GET', `/billing-groups/${unplanned.billing_group_id}`)
    assert.equal(group.pricing_plan_id, null)
  })

  test('a customer sees its own pro forma', async () => {
    const reply = await customer.get('/insights/overview')
    assert.equal(reply.status, 200)
    assert.doesNotMatch(reply.text, /"cost|margin|unassigned/)
    const bills = await customer.ok('GET', `/bills?period=${periods[0]}`)
    assert.equal(reply.json.figures.revenue.current, bills.total.pro_forma)
    assert.deepEqual(Object.keys(reply.json.figures), ['revenue', 'accounts'])
    assert.deepEqual(Object.keys(reply.json.forecast), ['revenue'])
    assert.equal(reply.json.measure, 'pro_forma')
    assert.deepEqual(reply.json.attention, [])
    assert.deepEqual(new Set(reply.json.movers.filter((mover) => mover.kind === 'billing_group')
      .map((mover) => mover.key)), new Set(bills.items.map((item) => item.billing_group_id)))

    const forecast = await customer.ok('GET', '/insights/forecast')
    assert.equal(forecast.measure, 'pro_forma')
    assert.equal(forecast.history.at(-1).amount, bills.total.pro_forma)
    for (const measure of ['cost', 'margin', 'amortized'])
      assertProblem(await customer.get(`/insights/forecast?measure=${measure}`), 'forbidden')
    assertProblem(await customer.get('/insights/commitments'), 'forbidden')
  })

  test('an auditor reads all of it, a payer admin what its payers cost', async () => {
    for (const path of ['overview', 'forecast', 'commitments'])
      assert.deepEqual(await auditor.ok('GET', `/insights/${path}`),
        await admin.ok('GET', `/insights/${path}`))
    const payers = (await payerAdmin.ok('GET', '/payers')).items
    assert.equal(payers.length, 1)
    const [mine, limited] = await Promise.all([
      payerAdmin.ok('GET', '/insights/commitments'),
      admin.ok('GET', `/insights/commitments?payer=${payers[0].id}`)])
    assert.deepEqual(mine, limited)
    assert.ok(mine.items.length < (await admin.ok('GET', '/insights/commitments')).items.length)
    const [own, asked] = await Promise.all([
      payerAdmin.ok('GET', '/insights/overview'),
      admin.ok('GET', `/insights/overview?payer_id=${payers[0].id}`)])
    assert.deepEqual(own.figures, asked.figures)
  })

  test('nobody and another partner see none of it', async () => {
    const { admin: stranger } = await server.newPartner('elsewhere')
    for (const path of ['overview', 'forecast', 'commitments'])
      assertProblem(await server.nobody().get(`/insights/${path}`), 'unauthenticated')
    const overview = await stranger.ok('GET', '/insights/overview')
    assert.equal(overview.period, thisPeriod)
    assert.equal(overview.figures.revenue.current, '0.00')
    assert.equal(overview.figures.revenue.previous, null)
    assert.deepEqual([overview.trend, overview.movers, overview.attention, overview.forecast],
      [[], [], [], null])
    const forecast = await stranger.ok('GET', '/insights/forecast')
    assert.deepEqual([forecast.history, forecast.month_end, forecast.month_end_missing,
      forecast.months, forecast.months_missing], [[], null, 'no_data', [], 'too_few_months'])
    const commitments = await stranger.ok('GET', '/insights/commitments')
    assert.deepEqual(commitments.items, [])
    assert.ok(commitments.months.every((month) => month.reservations.utilization_percent === null))
  })

  // The method of docs/adr/0011-comparing-and-forecasting.md in floating point, from the charges.
  function monthEnd(rows, period, days) {
    const first = Date.parse(`${period}-01`)
    const running = new Map()
    const soFar = { running: 0, derived: 0, single: 0 }
    for (const { day, kind, charge_period: of, cost } of rows) {
      const course = ['usage', 'marketplace', 'commitment_fee'].includes(kind) ? 'running'
        : ['tax', 'discount', 'support'].includes(kind) ? 'derived' : 'single'
      if (of === period) soFar[course] += Number(cost)
      if (course === 'running') running.set(day, (running.get(day) ?? 0) + Number(cost))
    }
    const last = first + (days - 1) * DAY_MS
    const window = [...Array(21).keys()].map((i) => running.get(dayOf(last - (20 - i) * DAY_MS)) ?? 0)
    const median = (i) => [window[i], window[i + 7], window[i + 14]].sort((a, b) => a - b)[1]
    const usual = [...Array(7).keys()].map(median)
    const left = daysOf(period) - days
    const end = soFar.running + [...Array(left).keys()].reduce((total, i) => total + usual[i % 7], 0)
    const off = window.map((value, i) => value - usual[i % 7])
    const weeks = [0, 7, 14].map((at) => off.slice(at, at + 7).reduce((total, x) => total + x, 0))
    const times = [...Array(7).keys()].map((day) =>
      [...Array(left).keys()].filter((i) => i % 7 === day).length)
    const squares = (values) => values.reduce((total, value) => total + value * value, 0)
    const variance = squares(off) / 14 * (left + squares(times) / 3) +
      (left / 7) ** 2 * squares(weeks) / 2
    const half = 1.345 * Math.sqrt(variance) * (1 + Math.abs(soFar.derived / soFar.running))
    const amountAtEnd = end + soFar.derived * end / soFar.running + soFar.single
    return [amountAtEnd, amountAtEnd - half, amountAtEnd + half]
  }

  function monthsAhead(past, lengths) {
    const [alpha, beta, damping] = [0.5, 0.1, 0.9]
    const student = [3.078, 1.886, 1.638, 1.533, 1.476, 1.44, 1.415, 1.397, 1.383, 1.372, 1.363, 1.356]
    const perDay = past.map(({ value, days }) => value / days)
    let level = perDay[0]
    let slope = [0, 1, 2].map((i) => perDay[i + 1] - perDay[i]).sort((a, b) => a - b)[1]
    const errors = perDay.slice(1).map((value) => {
      const expected = level + damping * slope
      const error = value - expected
      level = expected + alpha * error
      slope = damping * slope + alpha * beta * error
      return error
    })
    const error = Math.sqrt(errors.reduce((total, e) => total + e * e, 0) / (errors.length - 1))
    let variance = 1
    let weight = alpha
    return lengths.map((days, i) => {
      slope *= damping
      level += slope
      const half = student[errors.length - 2] * error * Math.sqrt(variance) * days
      weight += alpha * beta * damping ** (i + 1)
      variance += weight ** 2
      return [level * days, level * days - half, level * days + half]
    })
  }

  test('forecasts are those of the method, worked out from the charges', async () => {
    const forecast = await admin.ok('GET', '/insights/forecast')
    const overview = await admin.ok('GET', '/insights/overview')
    const rows = server.sql(`
      select c.day, c.kind, to_char(c.period, 'YYYY-MM') as charge_period, sum(c.cost) as cost
      from charges c
      join drops d on d.partner_id = c.partner_id and d.id = c.drop_id and d.state = 'current'
      where d.partner_id = (select id from partners where slug = 'demo')
      group by 1, 2, 3`)
    const { days } = overview.partial
    const period = periods[0]
    const near = (actual, expected) =>
      [actual.amount, actual.low, actual.high].forEach((value, i) =>
        assert.ok(Math.abs(Number(value) - expected[i]) < 0.00501, `${value} is not ${expected[i]}`))
    const end = monthEnd(rows, period, days)
    assert.equal(forecast.month_end.method, 'run_rate_weekday')
    assert.equal(forecast.month_end.period, period)
    near(forecast.month_end, end)

    assert.equal(forecast.method, 'damped_trend')
    assert.equal(forecast.level, 80)
    assert.deepEqual(forecast.history.map((month) => month.period), periods.slice(0, 13).reverse())
    const totals = new Map()
    for (const each of rows)
      totals.set(each.charge_period, (totals.get(each.charge_period) ?? 0n) + amount(each.cost))
    for (const month of forecast.history) {
      assert.equal(month.amount, cents(totals.get(month.period)))
      assert.equal(month.partial, month.period === period)
    }
    const past = forecast.history.slice(0, -1).map((month) =>
      ({ value: Number(totals.get(month.period)) / 1e12, days: daysOf(month.period) }))
    past.push({ value: end[0], days: daysOf(period) })
    const ahead = [1, 2, 3].map((months) => shift(period, months))
    assert.deepEqual(forecast.months.map((month) => month.period), ahead)
    monthsAhead(past, ahead.map(daysOf)).forEach((expected, i) => near(forecast.months[i], expected))
  })

  test('forecasts can be of one group, account or service', async () => {
    const bills = await admin.ok('GET', `/bills?period=${periods[1]}`)
    const group = bills.items.find((item) => item.margin_percent !== null)
    const of = (query) => admin.ok('GET', `/insights/forecast?${query}`)
    const ofGroup = await of(`measure=pro_forma&billing_group=${group.billing_group_id}`)
    assert.equal(ofGroup.history.at(-2).amount, group.pro_forma)
    const margin = await of(`measure=margin&billing_group=${group.billing_group_id}`)
    assert.equal(margin.history.at(-2).amount, group.margin)
    const costs = await admin.ok('GET',
      `/insights/costs?from=${periods[1]}&to=${periods[1]}&group_by=service&top=1&exact=true`)
    const [{ key, total }] = costs.groups
    const service = await of(`service=${key}`)
    assert.equal(service.history.at(-2).amount, cents(amount(total)))
    assert.deepEqual((await of('account=000000000000')).history, [])
    assertProblem(await admin.get('/insights/forecast?measure=joy'), 'invalid_parameter')
  })

  test('commitments are what the charges say', async () => {
    const from = periods.at(-1)
    const reply = await admin.ok('GET', `/insights/commitments?from=${from}&to=${periods[0]}`)
    assert.equal(reply.months.length, 14)
    const rows = server.sql(`
      select to_char(c.period, 'YYYY-MM') as period, c.line_item_type as type, t.value as arn,
        s.service, s.usage_type, c.unblended, c.amortized, c.public_on_demand_cost as public
      from charges c
      join drops d on d.partner_id = c.partner_id and d.id = c.drop_id and d.state = 'current'
      join skus s on s.partner_id = c.partner_id and s.id = c.sku_id
      left join charge_texts t on t.partner_id = c.partner_id and t.id = c.commitment_id
      where d.partner_id = (select id from partners where slug = 'demo')
        and (t.id is not null or c.line_item_type = 'Usage' and not c.is_free)`)
    const byKey = (list, keyOf) => list.reduce((lists, each) => {
      const key = keyOf(each)
      if (!lists.has(key)) lists.set(key, [])
      lists.get(key).push(each)
      return lists
    }, new Map())
    const total = (list, member) => sum(list.map((each) => amount(each[member])))
    const types = {
      reservations: { used: 'DiscountedUsage', unused: 'RIFee',
        usage: /^AmazonEC2 (\w+-)?BoxUsage|^Amazon(RDS|ElastiCache) .*(InstanceUsage|Multi-AZUsage|NodeUsage):|^AmazonRedshift (\w+-)?Node:|^AmazonES .*ESInstance/ },
      savings_plans: { used: 'SavingsPlanCoveredUsage', unused: 'SavingsPlanRecurringFee',
        usage: /^AmazonEC2 (\w+-)?BoxUsage|^AWSLambda .*GB-Second|Fargate|^AmazonSageMaker .*(Train|Host|Notebk):/ },
    }
    const check = (figures, used, unused, onDemand) => {
      const [spent, left, covered] =
        [total(used, 'amortized'), total(unused, 'amortized'), total(used, 'public')]
      assert.equal(figures.used, cents(spent))
      assert.equal(figures.unused, cents(left))
      assert.equal(figures.utilization_percent,
        spent + left === 0n ? null : percent(spent, spent + left))
      assert.equal(figures.savings,
        difference(difference(cents(covered), cents(spent)), cents(left)))
      if (!onDemand) return
      const other = total(onDemand, 'public')
      assert.equal(figures.covered, cents(covered))
      assert.equal(figures.on_demand, cents(other))
      assert.equal(figures.coverage_percent, percent(covered, covered + other))
    }
    const rowsOf = byKey(rows, (each) => each.period)
    for (const month of reply.months)
      for (const [name, { used, unused, usage }] of Object.entries(types)) {
        const of = rowsOf.get(month.period)
        check(month[name], of.filter((each) => each.type === used),
          of.filter((each) => each.type === unused),
          of.filter((each) => each.type === 'Usage' && usage.test(`${each.service} ${each.usage_type}`)))
      }
    const named = byKey(rows.filter((each) => each.arn),
      (each) => `${each.period} ${each.arn}`)
    assert.equal(reply.items.length, named.size)
    for (const item of reply.items) {
      const of = named.get(`${item.period} ${item.arn}`)
      const { used, unused } = types[`${item.type}s`]
      const fees = of.filter((each) => each.type === unused)
      check(item, of.filter((each) => each.type === used), fees)
      assert.equal(item.recurring, cents(total(fees, 'unblended')))
      assert.equal(item.account_id, item.arn.split(':')[4])
    }
  })

  test('commitments of some months, one account, in other money', async () => {
    const of = (query) => admin.get(`/insights/commitments?${query}`)
    assert.equal((await of('')).json.months.length, 13)
    const one = (await of(`from=${periods[1]}&to=${periods[1]}`)).json
    assert.deepEqual(one.months.map((month) => month.period), [periods[1]])
    const [item] = one.items
    const ofAccount = (await of(`from=${periods[1]}&to=${periods[1]}&account=${item.account_id}`)).json
    assert.ok(ofAccount.items.some((each) => each.arn === item.arn))
    assert.ok(ofAccount.items.length < one.items.length)
    assert.deepEqual((await of(`from=${periods[1]}&to=${periods[1]}&currency=CNY`)).json.items, [])
    assertProblem(await of(`from=${periods[0]}&to=${periods[1]}`), 'invalid_parameter',
      { pointer: '?from' })
    assertProblem(await of('from=2020-01&to=2026-01'), 'invalid_parameter', { pointer: '?from' })
  })
})

describe('a month that is not over', () => {
  let admin, payer
  const days = daysOf(previousPeriod)
  const account = '200000000001'
  const alone = '200000000002'
  before(async () => {
    ({ admin } = await server.newPartner('partial'))
    payer = await server.newPayer(admin, { external_id: '200000000000' })
    const usage = (on, cost, publicCost, of = account) =>
      ({ account: of, day: on, unblended: cost, publicCost })
    const ofMonth = (period, cost, of = account) =>
      ({ account: of, day: `${period}-01`, type: 'Tax', unblended: cost, usageType: '', operation: '' })
    await ingest('partial', '200000000000', [
      usage(`${previousPeriod}-01`, '100', '120'), usage(`${previousPeriod}-02`, '900', '1080'),
      ofMonth(previousPeriod, '62'),
      usage(`${previousPeriod}-01`, '10', '10', alone), usage(`${previousPeriod}-03`, '20', '20', alone),
      ofMonth(previousPeriod, '31', alone)])
    await ingest('partial', '200000000000', [
      usage(`${thisPeriod}-01`, '130', '150'), ofMonth(thisPeriod, '2.5'),
      usage(`${thisPeriod}-01`, '11', '11', alone), ofMonth(thisPeriod, '1', alone)])
    const group = await admin.ok('POST', '/billing-groups', { name: 'One', currency: 'USD' })
    await admin.ok('PUT', `/billing-groups/${group.id}/accounts`, { assignments: [
      { account_id: account, starts_on: `${previousPeriod}-01`, ends_on: null }] })
    await admin.ok('POST', '/custom-charges', { billing_group_id: group.id, name: 'Flat',
      kind: 'fee', amount: '5', from: previousPeriod })
  })

  test('stands beside the same days, and beside the share of what is of the whole month', async () => {
    const overview = await admin.ok('GET', '/insights/overview')
    assert.deepEqual(overview.partial,
      { period: thisPeriod, days: 1, of_days: daysOf(thisPeriod) })
    const share = (text) => round(amount(text), BigInt(days))
    const cost = amount('100') + share('62')
    const unassigned = amount('10') + share('31')
    const { figures } = overview
    assert.deepEqual([figures.cost.current, figures.cost.previous, figures.cost.previous_full],
      ['132.50', cents(cost), '1062.00'])
    assert.deepEqual(
      [figures.revenue.current, figures.revenue.previous, figures.revenue.previous_full],
      ['155.00', '125.00', '1205.00'])
    assert.deepEqual([figures.revenue.change, figures.revenue.change_percent], ['30.00', '24.0000'])
    assert.deepEqual([figures.margin.current, figures.margin.previous],
      ['22.50', difference('125.00', cents(cost))])
    assert.deepEqual(
      [figures.unassigned.current, figures.unassigned.previous, figures.unassigned.previous_full],
      ['12.00', cents(unassigned), '61.00'])
    assert.deepEqual([figures.accounts.current, figures.accounts.previous], ['2', '2'])
    assert.equal(figures.margin_percent.change_percent, null)
    assert.deepEqual(overview.trend.map((month) => month.period), [previousPeriod, thisPeriod])
  })

  test('ends in proportion', async () => {
    const forecast = await admin.ok('GET', '/insights/forecast')
    assert.deepEqual(forecast.history.map((month) => month.partial), [false, true])
    // The first of the month is the only day of its weekday with usage: its median is 0.
    assert.equal(forecast.month_end.amount, '144.50')
    assert.deepEqual(forecast.months, [])
    assert.equal(forecast.months_missing, 'too_few_months')
  })

  test('is over once it is read as a whole, and without a month before there is too little',
    async () => {
      const over = await admin.ok('GET', `/insights/overview?period=${previousPeriod}`)
      assert.equal(over.partial, null)
      assert.equal(over.figures.cost.previous, null)
      assert.equal(over.figures.cost.change, null)
      const { admin: young } = await server.newPartner('young')
      await server.newPayer(young, { external_id: '300000000000' })
      await ingest('young', '300000000000', [{ day: `${thisPeriod}-01`, unblended: '5' }])
      const forecast = await young.ok('GET', '/insights/forecast')
      assert.equal(forecast.month_end, null)
      assert.equal(forecast.month_end_missing, 'too_few_days')
      assert.equal((await young.ok('GET', '/insights/overview')).forecast, null)
      await ingest('young', '300000000000',
        [{ period: previousPeriod, day: `${previousPeriod}-01`, unblended: '5' }])
      assert.ok((await young.ok('GET', '/insights/forecast')).month_end)
    })

  test('a forecast of months that are over has no month end', async () => {
    const { admin: old } = await server.newPartner('old')
    await server.newPayer(old, { external_id: '310000000000' })
    for (const [period, cost] of [['2023-01', '310'], ['2023-02', '280'], ['2023-03', '310'],
      ['2023-04', '300']])
      await ingest('old', '310000000000', [{ day: `${period}-05`, unblended: cost }])
    const forecast = await old.ok('GET', '/insights/forecast')
    assert.equal(forecast.month_end, null)
    assert.equal(forecast.month_end_missing, 'month_is_over')
    assert.deepEqual(forecast.months, [
      { period: '2023-05', amount: '310.00', low: '310.00', high: '310.00' },
      { period: '2023-06', amount: '300.00', low: '300.00', high: '300.00' },
      { period: '2023-07', amount: '310.00', low: '310.00', high: '310.00' }])
  })
})

describe('attention', () => {
  let admin, late, gone, broken
  const attention = async (query = '') =>
    (await admin.ok('GET', `/insights/overview${query}`)).attention

  before(async () => {
    ({ admin } = await server.newPartner('attention'))
    late = await server.newPayer(admin, { external_id: '400000000000', name: 'Late' })
    gone = await server.newPayer(admin, { external_id: '500000000000', name: 'Gone' })
    broken = await server.newPayer(admin, { external_id: '600000000000', name: 'Broken' })
    await ingest('attention', '400000000000', [{ day: `${thisPeriod}-01`, unblended: '5' },
      { day: `${thisPeriod}-01`, unblended: '1', type: 'Mystery' }])
    await ingest('attention', '500000000000', [
      { period: previousPeriod, day: `${previousPeriod}-02`, unblended: '5' }])
  })

  // Before the fifth of a month nothing of it is expected or late yet.
  const isExpected = Number(today.slice(8)) >= 5
  const daysSince = (day) => (Date.parse(today) - Date.parse(day)) / DAY_MS

  test('data that is late, and types that are not known', async () => {
    const items = await attention()
    const find = (kind) => items.find((item) => item.kind === kind)
    const [drop] = (await admin.ok('GET', `/drops?payer_id=${late.id}&state=current`)).items
    assert.deepEqual(find('unknown_types'), { kind: 'unknown_types', severity: 'warning',
      payer_id: late.id, drop_id: drop.id, label: 'Late', count: 1 })
    if (!isExpected) {
      assert.ok(!find('stale_data') && !find('no_current_data'))
      return
    }
    assert.deepEqual(find('stale_data'), { kind: 'stale_data', severity: 'warning',
      payer_id: late.id, drop_id: drop.id, label: 'Late', count: daysSince(`${thisPeriod}-01`) })
    const missing = find('no_current_data')
    assert.equal(missing.payer_id, gone.id)
    assert.equal(missing.count, daysSince(`${previousPeriod}-02`))
    const before = await attention(`?period=${previousPeriod}`)
    assert.deepEqual(before.map((item) => item.kind), ['unassigned_accounts'])
  })

  test('work that failed, until it is done', async () => {
    const upload = (body) => admin.upload(broken.id, body, 'a.csv')
    const job = await upload(Buffer.from('no report'))
    assert.equal(job.state, 'failed')
    const failed = (items) => items.filter((item) => item.job_id)
    assert.deepEqual(failed(await attention()), [{ kind: 'failed_job', severity: 'critical',
      payer_id: broken.id, job_id: job.id, label: 'Broken', count: 1 }])
    assert.deepEqual(failed(await attention(`?payer_id=${late.id}`)), [])
    const { id: last } = await upload(Buffer.from('no report either'))
    assert.deepEqual(failed(await attention()).map((item) => [item.job_id, item.count]), [[last, 2]])
    server.sql(`update jobs set error = error || '{"code": "unreconciled"}' where id = :'id'`,
      { id: job.id })
    assert.deepEqual(failed(await attention()).map((item) => [item.kind, item.count]),
      [['failed_job', 1], ['unreconciled_drop', 1]])
    const again = await upload(Buffer.from(csv([row({ payer: '600000000000',
      day: `${thisPeriod}-01`, unblended: '1' })])))
    assert.equal(again.state, 'done')
    assert.deepEqual(failed(await attention()), [])
  })
})
