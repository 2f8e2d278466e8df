// Bills over the API: the worked vector of pricing.md §7, a real report, what each reader sees,
// rounding, files, and that a change of prices shows on the next request.
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'

import { records, row } from './lib/report.mjs'
import { assertProblem, parseCsv, root, startServer } from './lib/server.mjs'
import { fixed, sum, text, units } from './lib/pricing.mjs'

const realReport = join(root, '../shared/data/cur1-nov2023.csv')

let server
before(async () => (server = await startServer()))
after(() => server.stop())

const assign = (client, group, ...assignments) =>
  client.ok('PUT', `/billing-groups/${group.id}/accounts`, {
    assignments: assignments.map(([account_id, starts_on, ends_on = null]) =>
      ({ account_id, starts_on, ends_on })),
  })

describe('the worked vector', () => {
  let admin, group, plan
  const period = '2023-11'

  before(async () => {
    ({ admin } = await server.newPartner('vector'))
    await server.newPayer(admin, { external_id: '999999999999' })
    await server.ingest('vector', '999999999999', [
      row({ usageType: 'USW2-BoxUsage:m5.large', publicCost: '96.00', unblended: '80' }),
      row({ usageType: 'USW2-BoxUsage:c5.large', publicCost: '100.00', unblended: '90' }),
      row({ service: 'AmazonS3', usageType: 'TimedStorage', operation: '', publicCost: '50.00',
        unblended: '45' }),
      row({ service: 'market-product', entity: 'AWS Marketplace', usageType: 'Software',
        operation: 'Hourly', publicCost: '30.00', unblended: '25' }),
    ])
    plan = await admin.ok('POST', '/pricing-plans', {
      name: 'Vector',
      rules: [
        { scope: 'global', type: 'discount', percent: '5' },
        { scope: 'service', type: 'discount', percent: '10', service: 'AmazonEC2' },
        { scope: 'sku', type: 'markup', percent: '20', service: 'AmazonEC2',
          usage_type: 'USW2-BoxUsage:m5.large', operation: 'RunInstances' },
        { scope: 'billing_entity', type: 'markup', percent: '0',
          billing_entity: 'AWS Marketplace' },
      ],
    })
    group = await admin.ok('POST', '/billing-groups', { name: 'Acme', pricing_plan_id: plan.id })
    await assign(admin, group, ['111111111111', '2023-11-01'])
    const charge = { billing_group_id: group.id, from: period }
    for (const each of [
      { ...charge, name: 'Setup', kind: 'fee', amount: '50' },
      { ...charge, name: 'Service', kind: 'fee', percent: '3' },
      { ...charge, name: 'Goodwill', kind: 'credit', percent: '10', include_flat: true,
        to: '2023-12' },
      { ...charge, name: 'Later', kind: 'fee', amount: '1000', from: '2023-12' },
    ])
      await admin.ok('POST', '/custom-charges', each)
  })

  test('comes out to the last digit', async () => {
    const exact = await admin.ok('GET', `/bills/${group.id}/${period}?exact=true`)
    const { as_of: asOf, ...bill } = exact
    assert.match(asOf, /^20\d\d-.*Z$/)
    assert.deepEqual({ ...bill, custom_charges: bill.custom_charges.map(({ id, ...rest }) => rest) },
      {
        billing_group_id: group.id,
        name: 'Acme',
        bill_to: null,
        period,
        currency: 'USD',
        state: 'open',
        accounts: 1,
        cost: '240',
        pro_forma: '307.911',
        margin: '67.911',
        margin_percent: '22.0554',
        lines: [
          ['AmazonEC2', 'usage', '170', '205.2', '35.2'],
          ['AmazonS3', 'usage', '45', '47.5', '2.5'],
          ['market-product', 'marketplace', '25', '30', '5'],
        ].map(([service, kind, cost, pro_forma, margin]) => ({ account_id: '111111111111',
          account_name: '', service, kind, pass_through: false, cost, pro_forma, margin })),
        by_service: [
          { service: 'AmazonEC2', cost: '170', pro_forma: '205.2', margin: '35.2' },
          { service: 'AmazonS3', cost: '45', pro_forma: '47.5', margin: '2.5' },
          { service: 'market-product', cost: '25', pro_forma: '30', margin: '5' },
        ],
        by_account: [{ account_id: '111111111111', account_name: '', cost: '240',
          pro_forma: '282.7', margin: '42.7' }],
        previous: null,
        custom_charges: [
          { name: 'Setup', kind: 'fee', amount: '50' },
          { name: 'Service', kind: 'fee', amount: '8.481' },
          { name: 'Goodwill', kind: 'credit', amount: '-33.27' },
        ],
        subtotal: '282.7',
        tax: [],
        total: '307.911',
        partial: false,
      })
  })

  test('is rounded to cents that add up', async () => {
    const bill = await admin.ok('GET', `/bills/${group.id}/${period}`)
    assert.equal(bill.total, '307.91')
    assert.equal(bill.subtotal, '282.70')
    assert.equal(bill.margin, '67.91')
    assert.equal(bill.margin_percent, '22.0554')
    assert.deepEqual(bill.custom_charges.map((each) => each.amount), ['50.00', '8.48', '-33.27'])
    const figures = [...bill.lines.map((line) => line.pro_forma),
      ...bill.custom_charges.map((each) => each.amount)]
    assert.equal(text(sum(figures.map(units))), '307.91')
  })

  test('splits by usage type', async () => {
    const bill = await admin.ok('GET', `/bills/${group.id}/${period}?detail=usage_type`)
    assert.deepEqual(bill.lines.map((line) => [line.usage_type, line.pro_forma]), [
      ['USW2-BoxUsage:c5.large', '90.00'],
      ['USW2-BoxUsage:m5.large', '115.20'],
      ['TimedStorage', '47.50'],
      ['Software', '30.00'],
    ])
  })

  test('tells which rule made each price', async () => {
    const path = `/bills/${group.id}/${period}?detail=rule`
    const bill = await admin.ok('GET', `${path}&exact=true`)
    assert.deepEqual(bill.lines.map((line) =>
      [line.usage_type, line.base, line.rule.scope, line.rule.type, line.rule.percent,
        line.pro_forma, line.quantity, line.line_item_type, line.operation]), [
      ['USW2-BoxUsage:c5.large', '100', 'service', 'discount', '10', '90', '1', 'Usage',
        'RunInstances'],
      ['USW2-BoxUsage:m5.large', '96', 'sku', 'markup', '20', '115.2', '1', 'Usage',
        'RunInstances'],
      ['TimedStorage', '50', 'global', 'discount', '5', '47.5', '1', 'Usage', ''],
      ['Software', '30', 'billing_entity', 'markup', '0', '30', '1', 'Usage', 'Hourly'],
    ])
    assert.equal(bill.lines[1].rule.id, plan.rules.find((rule) => rule.scope === 'sku').id)

    const one = await admin.ok('GET',
      `${path}&account_id=111111111111&service=AmazonEC2&kind=usage`)
    assert.deepEqual(one.lines.map((line) => line.pro_forma), ['90.00', '115.20'])
    assert.equal(one.total, '307.91', 'the bill is the whole bill')
    assert.deepEqual((await admin.ok('GET', `${path}&kind=tax`)).lines, [])
    assert.deepEqual((await admin.ok('GET', `${path}&account_id=1`)).lines, [])
    assertProblem(await admin.get(`${path}&kind=nonsense`), 'invalid_parameter')

    const [row] = records(parseCsv((await admin.get(
      `/bills/${group.id}/${period}.csv?detail=rule`)).text))
    assert.deepEqual([row.usage_type, row.base, row.rule, row.margin],
      ['USW2-BoxUsage:c5.large', '100.00', 'discount 10 service AmazonEC2', '0.00'])
  })

  test('stands beside the one before', async () => {
    await server.ingest('vector', '999999999999', [row({ period: '2023-12', usageType: 'X',
      publicCost: '100', unblended: '30', day: '2023-12-01' })])
    const { previous } = await admin.ok('GET', `/bills/${group.id}/2023-12`)
    assert.deepEqual(previous, { period, cost: '240.00', pro_forma: '307.91', margin: '67.91',
      margin_percent: '22.0554', total: '307.91', change: '834.79', change_percent: '271.1137' })
    assert.equal((await admin.ok('GET', `/bills/${group.id}/2024-01`)).previous.total, '1142.70')
  })

  test('a rule change shows on the next request', async () => {
    const rule = plan.rules.find((each) => each.scope === 'sku')
    const path = `/pricing-plans/${plan.id}/rules/${rule.id}`
    await admin.ok('PATCH', path, { percent: '30.5' })
    const changed = await admin.ok('GET', `/bills/${group.id}/${period}?exact=true`)
    assert.equal(changed.subtotal, '292.78')
    await admin.ok('PATCH', path, { percent: '20' })
    const back = await admin.ok('GET', `/bills/${group.id}/${period}?exact=true`)
    assert.equal(back.pro_forma, '307.911')
  })

  test('custom charges apply to their periods', async () => {
    const bill = await admin.ok('GET', `/bills/${group.id}/2024-02?exact=true`)
    assert.deepEqual(bill.lines, [])
    assert.deepEqual(bill.custom_charges.map((each) => each.amount), ['50', '0', '1000'])
    assert.equal(bill.total, '1050')
    assert.equal(bill.margin_percent, '100.0000')
    assert.equal(bill.as_of, null)
    assert.equal(bill.previous, null)
  })

  test('is the sum in the list of bills and in both files', async () => {
    const bills = await admin.ok('GET', `/bills?period=${period}`)
    assert.deepEqual(bills.total,
      { cost: '240.00', pro_forma: '307.91', margin: '67.91', margin_percent: '22.0554' })
    assert.deepEqual(bills.unassigned, { accounts: 0, cost: '0.00' })
    assert.deepEqual(bills.items, [{ billing_group_id: group.id, name: 'Acme', accounts: 1,
      currency: 'USD', cost: '240.00', pro_forma: '307.91', margin: '67.91',
      margin_percent: '22.0554', state: 'open', partial: false }])

    const file = await admin.get(`/bills/${group.id}/${period}.csv`)
    assert.equal(file.headers.get('content-type'), 'text/csv; charset=utf-8')
    assert.match(file.headers.get('content-disposition'), /attachment.*Acme-2023-11\.csv/)
    const rows = records(parseCsv(file.text))
    assert.equal(text(sum(rows.map((each) => units(each.pro_forma)))), '307.91')
    assert.equal(text(sum(rows.filter((each) => each.cost).map((each) => units(each.cost)))), '240')

    const list = await admin.get(`/bills.csv?period=${period}`)
    const [only] = records(parseCsv(list.text))
    assert.equal(only.pro_forma, '307.91')
    assert.equal(only.margin, '67.91')
  })
})

describe('a real report', { skip: existsSync(realReport) ? false : `${realReport} is not here` }, () => {
  let admin, group
  const cost = '1.6823086974'
  const account = '123412340534'

  before(async () => {
    ({ admin } = await server.newPartner('real'))
    await server.newPayer(admin, { external_id: account })
    const run = await server.cli('ingest', '--partner', 'real', '--payer', account,
      realReport)
    assert.equal(run.status, 0, run.stderr)
    group = await admin.ok('POST', '/billing-groups', { name: 'Everything' })
  })

  test('costs what the file says, assigned or not', async () => {
    const before = await admin.ok('GET', '/bills?period=2023-11&exact=true')
    assert.deepEqual(before.unassigned, { accounts: 1, cost })
    assert.equal(before.total.cost, '0')
    await assign(admin, group, [account, '2023-11-05', '2023-11-20'])
    const part = await admin.ok('GET', '/bills?period=2023-11&exact=true')
    assert.notEqual(part.total.cost, '0')
    assert.notEqual(part.unassigned.cost, '0')
    assert.equal(text(units(part.total.cost) + units(part.unassigned.cost)), cost)
    await assign(admin, group, [account, '2023-01-01'])
    const whole = await admin.ok('GET', '/bills?period=2023-11&exact=true')
    assert.equal(whole.total.cost, cost)
    assert.deepEqual(whole.unassigned, { accounts: 0, cost: '0' })
  })

  test('has its public cost with the free tier off', async () => {
    const rows = records(parseCsv(readFileSync(realReport, 'utf8')))
    const expected = rows
      .filter((each) => each['lineItem/LineItemType'] === 'Usage')
      .map((each) => {
        const given = units(each['pricing/publicOnDemandCost']) ?? 0n
        return given > 0n ? given : units(each['lineItem/UnblendedCost'])
      })
    const plan = await admin.ok('POST', '/pricing-plans', { name: 'No free tier', free_tier: false })
    await admin.ok('PATCH', `/billing-groups/${group.id}`, { pricing_plan_id: plan.id })
    await assign(admin, group, [account, '2023-01-01'])
    const bill = await admin.ok('GET', `/bills/${group.id}/2023-11?exact=true`)
    assert.equal(bill.pro_forma, text(sum(expected)))
    const kinds = new Set(bill.lines.map((line) => line.kind))
    assert.deepEqual([...kinds].sort(), ['tax', 'usage'])
  })
})

describe('what readers see', () => {
  let admin, superadmin, payers, groups
  const period = '2023-11'

  before(async () => {
    ({ admin, superadmin } = await server.newPartner('readers'))
    payers = {}
    for (const [name, external_id] of [['a', '100000000000'], ['b', '200000000000']])
      payers[name] = await server.newPayer(admin, { name, external_id })
    const usage = (payer, account, publicCost, unblended, rest = {}) =>
      row({ payer, account, publicCost, unblended, service: 'AmazonEC2', ...rest })
    await server.ingest('readers', '100000000000', [
      usage('100000000000', '100000000001', '10', '6'),
      usage('100000000000', '100000000001', '', '4', { type: 'RIFee' }),
      usage('100000000000', '100000000002', '20', '12'),
      usage('100000000000', '100000000003', '0.5', '0.25'),
    ])
    await server.ingest('readers', '200000000000',
      [usage('200000000000', '200000000001', '40', '30')])
    groups = {}
    for (const name of ['only a', 'both', 'only b'])
      groups[name] = await admin.ok('POST', '/billing-groups', { name })
    await assign(admin, groups['only a'], ['100000000001', '2023-01-01'])
    await assign(admin, groups.both, ['100000000002', '2023-01-01'])
    await admin.ok('PUT', `/billing-groups/${groups.both.id}/accounts`, { assignments: [
      { account_id: '100000000002', starts_on: '2023-01-01', ends_on: null },
      { account_id: '200000000001', starts_on: '2023-01-01', ends_on: null },
    ] })
    for (const group of Object.values(groups))
      await admin.ok('POST', '/custom-charges', { billing_group_id: group.id, name: 'Fee',
        kind: 'fee', amount: '5', from: period })
  })

  const figures = (bills) => Object.fromEntries(bills.items.map((item) =>
    [item.name, [item.accounts, item.cost, item.pro_forma, item.partial]]))

  test('the admin sees everything', async () => {
    const bills = await admin.ok('GET', `/bills?period=${period}`)
    assert.deepEqual(figures(bills), {
      both: [2, '42.00', '65.00', false],
      'only a': [1, '10.00', '15.00', false],
      'only b': [0, '0.00', '5.00', false],
    })
    assert.deepEqual(bills.unassigned, { accounts: 1, cost: '0.25' })
    assert.equal(bills.total.cost, '52.00')
    assert.equal(bills.total.pro_forma, '85.00')
  })

  test('one payer restricts every figure', async () => {
    const bills = await admin.ok('GET', `/bills?period=${period}&payer_id=${payers.a.id}`)
    assert.deepEqual(figures(bills), {
      both: [1, '12.00', '20.00', true],
      'only a': [1, '10.00', '15.00', false],
    })
    assert.deepEqual(bills.unassigned, { accounts: 1, cost: '0.25' })
    const one = await admin.ok('GET',
      `/bills/${groups.both.id}/${period}?payer_id=${payers.b.id}`)
    assert.equal(one.partial, true)
    assert.deepEqual(one.custom_charges, [])
    assert.equal(one.total, '40.00')
  })

  test('a payer_admin sees its payers, and edits groups wholly inside', async () => {
    const user = await server.newUser(superadmin, { username: 'readers-payer', role: 'payer_admin',
      payer_ids: [payers.a.id] })
    const bills = await user.ok('GET', `/bills?period=${period}`)
    const asAdmin = await admin.ok('GET', `/bills?period=${period}&payer_id=${payers.a.id}`)
    assert.deepEqual({ ...bills, as_of: null }, { ...asAdmin, as_of: null })
    assert.equal((await user.get(`/bills?period=${period}&payer_id=${payers.b.id}`)).json.total.cost,
      '0.00')
    const partial = await user.ok('GET', `/bills/${groups.both.id}/${period}`)
    assert.equal(partial.partial, true)
    assert.equal(partial.total, '20.00')

    await user.ok('PATCH', `/billing-groups/${groups['only a'].id}`, { description: 'mine' })
    assertProblem(await user.patch(`/billing-groups/${groups.both.id}`, { name: 'x' }), 'forbidden')
    assertProblem(await user.put(`/billing-groups/${groups.both.id}/accounts`, { assignments: [] }),
      'forbidden')
    assertProblem(await user.post('/custom-charges', { billing_group_id: groups.both.id, name: 'x',
      kind: 'fee', amount: '1', from: period }), 'forbidden')
    assertProblem(await user.put(`/billing-groups/${groups['only a'].id}/accounts`,
      { assignments: [{ account_id: '200000000001', starts_on: '2024-01-01', ends_on: null }] }),
    'account_unknown', { pointer: '/assignments/0/account_id' })
    assertProblem(await user.post('/pricing-plans', { name: 'x' }), 'forbidden')

    await assign(admin, groups['only b'], ['200000000001', '2022-01-01', '2023-01-01'])
    for (const path of ['/billing-groups/', '/bills/'].map((start) => start + groups['only b'].id))
      assertProblem(await user.get(path.startsWith('/bills') ? `${path}/${period}` : path),
        'not_found')
    const names = (await user.ok('GET', '/billing-groups')).items.map((each) => each.name)
    assert.deepEqual(names, ['both', 'only a'])
    const both = (await user.ok('GET', '/billing-groups')).items[0]
    assert.equal(both.accounts, 1, 'accounts of other payers are not counted')
    assert.equal((await user.ok('GET', `/billing-groups/${groups.both.id}`)).accounts, 1)
    assert.equal((await admin.ok('GET', `/billing-groups/${groups.both.id}`)).accounts, 2)
  })

  test('a payer_admin sees the services bought through its payers', async () => {
    const { admin } = await server.newPartner('catalogues')
    const bought = (payer, service) => server.ingest('catalogues', payer,
      [row({ payer, account: payer, service, unblended: '1' })])
    const mine = await server.newPayer(admin, { external_id: '500000000001' })
    await server.newPayer(admin, { external_id: '500000000002' })
    await bought('500000000001', 'AmazonEC2')
    await bought('500000000002', 'AmazonHidden')
    const user = await server.newUser(admin, { username: 'catalogues-payer', role: 'payer_admin',
      payer_ids: [mine.id] })
    const services = async (client, path) =>
      (await client.ok('GET', path)).items.map((each) => each.service)
    for (const path of ['/services', '/skus']) {
      assert.deepEqual(await services(admin, path), ['AmazonEC2', 'AmazonHidden'])
      assert.deepEqual(await services(user, path), ['AmazonEC2'])
    }
  })

  test('how new the data is, each is told of the payers they have to do with', async () => {
    const asOfSeenBy = async (user, group, payer = '') => {
      const asked = `period=${period}${payer && `&payer_id=${payer}`}`
      const paths = [`/bills?${asked}`, `/bills/${group}/${asked.replace('period=', '')
        .replace('&', '?')}`, `/insights/overview?${asked}`,
      `/insights/costs?from=${period}&to=${period}${payer && `&payer=${payer}`}`]
      const told = await Promise.all(paths.map((path) => user.ok('GET', path)))
      return new Set(told.map((reply) => reply.as_of))
    }
    const own = 'only a'
    const ofA = await asOfSeenBy(admin, groups[own].id, payers.a.id)
    const ofAll = await asOfSeenBy(admin, groups[own].id)
    assert.equal(ofA.size, 1)
    assert.notDeepEqual(ofAll, ofA)

    const people = { customer: { billing_group_ids: [groups[own].id] },
      payer_admin: { payer_ids: [payers.a.id] } }
    for (const [role, scope] of Object.entries(people)) {
      const user = await server.newUser(superadmin, { username: `as-of-${role}`, role, ...scope })
      assert.deepEqual(await asOfSeenBy(user, groups[own].id), ofA, role)
      const [month] = (await user.ok('GET', '/bills/periods')).items
      assert.equal(month.as_of, [...ofA][0], role)
    }
    const nobody = await server.newUser(superadmin, { username: 'as-of-none', role: 'customer',
      billing_group_ids: [groups['only b'].id] })
    assert.deepEqual(await asOfSeenBy(nobody, groups['only b'].id), new Set([null]))
    assert.equal((await nobody.ok('GET', '/bills/periods')).items[0].as_of, null)
  })

  test('a customer sees its own pro forma and nothing of costs', async () => {
    const user = await server.newUser(superadmin, { username: 'readers-customer', role: 'customer',
      billing_group_ids: [groups['only a'].id] })
    const bills = await user.ok('GET', `/bills?period=${period}`)
    const { as_of: asOf, ...shown } = bills
    assert.deepEqual(shown, {
      period,
      currency: 'USD',
      items: [{ billing_group_id: groups['only a'].id, name: 'only a', accounts: 1,
        currency: 'USD', pro_forma: '15.00', state: 'open', partial: false }],
      total: { pro_forma: '15.00' },
    })
    const { text: body, json: bill } = await user.get(`/bills/${groups['only a'].id}/${period}`)
    assert.doesNotMatch(body, /cost|margin|unassigned/)
    assert.deepEqual(bill.lines.map((line) => [line.kind, line.pro_forma]), [['usage', '10.00']])
    const asAdmin = await admin.ok('GET', `/bills/${groups['only a'].id}/${period}`)
    assert.equal(asAdmin.lines.length, 2)
    assert.deepEqual(bill.by_service, [{ service: 'AmazonEC2', pro_forma: '10.00' }])
    assert.deepEqual(bill.by_account.map((each) => each.pro_forma), ['10.00'])

    const { text: why, json: detail } =
      await user.get(`/bills/${groups['only a'].id}/${period}?detail=rule`)
    assert.doesNotMatch(why, /cost|margin|base|rule|pass_through|line_item_type|RIFee|unassigned/)
    assert.deepEqual(detail.lines.map((line) => [line.usage_type, line.quantity, line.pro_forma]),
      [['BoxUsage', '1', '10.00']])
    const whyFile = await user.get(`/bills/${groups['only a'].id}/${period}.csv?detail=rule`)
    assert.doesNotMatch(whyFile.text, /cost|margin|base|rule|line_item_type|RIFee/)

    const file = await user.get(`/bills/${groups['only a'].id}/${period}.csv`)
    assert.doesNotMatch(file.text, /cost|margin|commitment/)
    assert.doesNotMatch((await user.get(`/bills.csv?period=${period}`)).text, /cost|margin/)
    assertProblem(await user.get(`/bills?period=${period}&sort=-margin`), 'invalid_parameter')
    assertProblem(await user.get(`/bills/${groups.both.id}/${period}`), 'not_found')
    assertProblem(await user.get(
      `/insights/month-over-month?period=${period}&measure=cost`), 'forbidden')
    const insight = await user.ok('GET', `/insights/month-over-month?period=${period}`)
    assert.deepEqual(insight.items.map((item) => [item.key, item.current]),
      [['AmazonEC2', '10.00'], ['custom_charge', '5.00']])
    const [month] = (await user.ok('GET', '/bills/periods')).items
    assert.deepEqual(Object.keys(month), ['period', 'as_of'])
    for (const path of ['/pricing-plans', '/billing-groups', '/custom-charges', '/skus', '/drops',
      '/payers'])
      assertProblem(await user.get(path), 'forbidden')
  })

  test('finance and auditors read, and change nothing', async () => {
    for (const role of ['finance', 'auditor']) {
      const user = await server.newUser(superadmin, { username: `readers-${role}`, role })
      assert.equal((await user.ok('GET', `/bills?period=${period}`)).total.cost, '52.00')
      assertProblem(await user.post('/billing-groups', { name: 'x' }), 'forbidden')
      assertProblem(await user.delete(`/billing-groups/${groups.both.id}`), 'forbidden')
    }
  })

  test('another partner finds nothing', async () => {
    const { admin: stranger } = await server.newPartner('strangers')
    for (const path of [`/bills/${groups.both.id}/${period}`, `/billing-groups/${groups.both.id}`,
      `/billing-groups/${groups.both.id}/accounts`])
      assertProblem(await stranger.get(path), 'not_found')
    assert.deepEqual((await stranger.ok('GET', `/bills?period=${period}`)).items, [])
    assert.deepEqual((await stranger.ok('GET', '/bills/periods')).items, [])
    assertProblem(await stranger.put(`/billing-groups/${groups.both.id}/accounts`,
      { assignments: [] }), 'not_found')
    assertProblem(await server.nobody().get(`/bills?period=${period}`), 'unauthenticated')
  })

  test('sorting', async () => {
    const names = async (sort) => (await admin.ok('GET',
      `/bills?period=${period}&sort=${sort}`)).items.map((item) => item.name)
    assert.deepEqual(await names('name'), ['both', 'only a', 'only b'])
    assert.deepEqual(await names('-name'), ['only b', 'only a', 'both'])
    assert.deepEqual(await names('cost'), ['only b', 'only a', 'both'])
    assert.deepEqual(await names('-margin'), ['both', 'only a', 'only b'])
    assert.deepEqual(await names('-margin_percent'), ['only b', 'both', 'only a'])
    assertProblem(await admin.get(`/bills?period=${period}&sort=colour`), 'invalid_parameter',
      { pointer: '?sort' })
  })

  test('month over month', async () => {
    await server.ingest('readers', '100000000000', [
      row({ payer: '100000000000', account: '100000000001', publicCost: '8', unblended: '5',
        day: '2023-12-03' }),
      row({ payer: '100000000000', account: '100000000002', publicCost: '20', unblended: '12',
        day: '2023-12-03', service: 'AmazonS3' }),
    ])
    const read = (query) =>
      admin.ok('GET', `/insights/month-over-month?period=2023-12&${query}`)
    const rows = (reply) => reply.items.map((item) =>
      [item.key, item.previous, item.current, item.change, item.change_percent])
    const byService = await read('group_by=service&measure=cost')
    assert.equal(byService.previous, '2023-11')
    assert.deepEqual(rows(byService), [
      ['AmazonEC2', '52.25', '5.00', '-47.25', '-90.4306'],
      ['AmazonS3', '0.00', '12.00', '12.00', null],
    ])
    assert.deepEqual(byService.total, { previous: '52.25', current: '17.00', change: '-35.25',
      change_percent: '-67.4641' })
    const byGroup = await read('group_by=billing_group&measure=cost')
    assert.deepEqual(byGroup.items.map((item) => [item.label, item.change]),
      [['both', '-30.00'], ['only a', '-5.00'], ['unassigned', '-0.25']])
    assert.deepEqual(byGroup.total, byService.total)
    const margin = await read(`measure=margin&billing_group_id=${groups['only a'].id}`)
    assert.deepEqual(rows(margin), [
      ['AmazonEC2', '0.00', '3.00', '3.00', null],
      ['custom_charge', '5.00', '5.00', '0.00', '0.0000'],
    ])
    const byAccount = await read(`group_by=account&measure=pro_forma&payer_id=${payers.a.id}`)
    assert.deepEqual(rows(byAccount).slice(0, 2), [
      ['100000000001', '10.00', '8.00', '-2.00', '-20.0000'],
      ['100000000002', '20.00', '20.00', '0.00', '0.0000'],
    ])
    const byType = await read('group_by=usage_type')
    assert.deepEqual(rows(byType), [['BoxUsage', '52.25', '17.00', '-35.25', '-67.4641']])
    const { items } = await admin.ok('GET', '/bills/periods')
    assert.deepEqual(items.map((item) => [item.period, item.drops]), [['2023-12', 1], ['2023-11', 2]])
  })
  test('a month beside an earlier one', async () => {
    const read = (query) => admin.ok('GET', `/insights/comparison?period=2023-12&${query}`)
    const total = async (month) => (await admin.ok('GET', `/bills?period=${month}`)).total
    const [before, now] = [await total('2023-11'), await total('2023-12')]
    const { previous, partial, figures: of, groups: changes } = await read('')
    assert.deepEqual([previous, partial], ['2023-11', null])
    for (const [name, member] of [['revenue', 'pro_forma'], ['cost', 'cost'], ['margin', 'margin']])
      assert.deepEqual([of[name].current, of[name].previous, of[name].previous_full],
        [now[member], before[member], before[member]], name)
    const change = (group) => changes.find((each) => each.billing_group_id === group.id)
    assert.equal(changes.length, 3)
    assert.deepEqual(change(groups['only a']).cost, { current: '5.00', previous: '10.00',
      previous_full: '10.00', change: '-5.00', change_percent: '-50.0000' })
    assert.equal(change(groups.both).cost.change, '-30.00')

    const nothing = await read('compare=2023-10')
    assert.deepEqual([nothing.previous, nothing.figures.cost.current, nothing.figures.cost.change],
      ['2023-10', now.cost, null])

    const user = await server.newUser(superadmin, { username: 'readers-compared', role: 'customer',
      billing_group_ids: [groups['only a'].id] })
    const own = await user.ok('GET', '/insights/comparison?period=2023-12')
    assert.deepEqual(Object.keys(own.figures), ['revenue', 'accounts'])
    assert.deepEqual(own.groups, [{ billing_group_id: groups['only a'].id,
      revenue: change(groups['only a']).revenue }])
  })
})

describe('files', () => {
  test('cells that could be formulas are text', async () => {
    const { admin } = await server.newPartner('formulas')
    const payer = await server.newPayer(admin, { external_id: '300000000000' })
    await server.ingest('formulas', payer.external_id, [row({ payer: payer.external_id,
      account: '300000000001', service: '@SUM(A1)', unblended: '-2.5', publicCost: '' })])
    await admin.ok('PATCH', '/accounts/aws/300000000001', { name: '=cmd|"/C calc"!A0' })
    const group = await admin.ok('POST', '/billing-groups', { name: '+1, "quoted"' })
    await assign(admin, group, ['300000000001', '2023-11-01'])
    await admin.ok('POST', '/custom-charges', { billing_group_id: group.id, kind: 'credit',
      name: '-danger', amount: '1', from: '2023-11' })
    const file = await admin.get(`/bills/${group.id}/2023-11.csv`)
    assert.equal(file.status, 200, file.text)
    const rows = records(parseCsv(file.text))
    assert.equal(rows[0].account_name, '\'=cmd|"/C calc"!A0')
    assert.equal(rows[0].service, "'@SUM(A1)")
    assert.equal(rows[0].pro_forma, '-2.50')
    assert.equal(rows[1].description, "'-danger")
    assert.equal(rows[1].pro_forma, '-1.00')
    assert.match(file.text, /\r\n$/)
    const list = await admin.get('/bills.csv?period=2023-11')
    assert.match(list.text, /"'\+1, ""quoted"""/)
  })

  test('figures have the places of their currency', async () => {
    const { admin } = await server.newPartner('yen', { currency: 'JPY' })
    const payer = await server.newPayer(admin, { external_id: '400000000000' })
    await server.ingest('yen', payer.external_id, ['0.5', '0.5', '0.4'].map((publicCost, i) =>
      row({ payer: payer.external_id, account: '400000000001', currency: 'JPY', publicCost,
        service: `S${i}`, unblended: '0.1' })))
    const group = await admin.ok('POST', '/billing-groups', { name: 'Yen' })
    await assign(admin, group, ['400000000001', '2023-11-01'])
    const bill = await admin.ok('GET', `/bills/${group.id}/2023-11`)
    assert.equal(bill.currency, 'JPY')
    assert.equal(bill.total, fixed(1n, 0))
    assert.deepEqual(bill.lines.map((line) => line.pro_forma), ['1', '0', '0'])
  })

  test('currencies are never added up', async () => {
    const { admin } = await server.newPartner('mixed')
    for (const [external_id, currency, publicCost] of
      [['500000000000', 'USD', '10'], ['600000000000', 'CNY', '70']]) {
      await server.newPayer(admin, { external_id })
      await server.ingest('mixed', external_id, [row({ payer: external_id, account: external_id,
        currency, publicCost, unblended: '1' })])
    }
    const group = await admin.ok('POST', '/billing-groups', { name: 'Mixed' })
    await assign(admin, group, ['500000000000', '2023-11-01'], ['600000000000', '2023-11-01'])
    await admin.ok('POST', '/custom-charges', { billing_group_id: group.id, kind: 'fee',
      name: 'Flat', amount: '5', from: '2023-11' })
    await admin.ok('POST', '/custom-charges', { billing_group_id: group.id, kind: 'fee',
      name: 'Share', percent: '10', from: '2023-11' })
    const bills = await admin.ok('GET', '/bills?period=2023-11')
    assert.deepEqual(bills.items.map((item) => [item.currency, item.pro_forma]),
      [['CNY', '77.00'], ['USD', '16.00']])
    assert.equal(bills.currency, 'USD')
    assert.equal(bills.total.pro_forma, '16.00')
    assert.equal(bills.other_currencies[0].currency, 'CNY')
    assert.equal(bills.other_currencies[0].total.pro_forma, '77.00')
    assert.equal((await admin.ok('GET', `/bills/${group.id}/2023-11`)).total, '16.00')
    assert.equal((await admin.ok('GET', `/bills/${group.id}/2023-11?currency=CNY`)).total, '77.00')
    assertProblem(await admin.get(`/bills/${group.id}/2023-11?currency=EUR`), 'not_found')
  })
})
