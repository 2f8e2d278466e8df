// Pricing plans and rules, billing groups and assignments, custom charges: what is accepted, what
// is refused and why, lost races, and the audit of every change.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'

import { row } from './lib/report.mjs'
import { assertProblem, startServer } from './lib/server.mjs'

let server, admin
before(async () => {
  server = await startServer()
  ;({ admin } = await server.newPartner('prices'))
  await server.newPayer(admin, { external_id: '999999999999' })
  await server.ingest('prices', '999999999999', [
    row({ account: '111111111111' }),
    row({ account: '000000000022', service: 'AmazonS3', usageType: 'TimedStorage',
      operation: '' }),
    row({ account: '333333333333', service: 'AmazonS3', usageType: 'Requests-Tier1',
      operation: 'PutObject' }),
  ])
})
after(() => server.stop())

const lastAudit = async (entity) => (await admin.ok('GET', `/audit?entity=${entity}&limit=1`)).items[0]

describe('pricing plans', () => {
  const rule = { scope: 'service', type: 'discount', percent: '5.5', service: 'AmazonS3' }
  const nothing = { percent: null, unit_price: null, service: null, usage_type: null,
    operation: null, billing_entity: null, from: null, to: null }

  test('have defaults that follow the basis', async () => {
    const { id, updated_at: updatedAt, ...plan } =
      await admin.ok('POST', '/pricing-plans', { name: 'Default' })
    assert.match(id, /^[0-9a-f-]{36}$/)
    assert.deepEqual(plan, { name: 'Default', basis: 'public_on_demand', free_tier: true,
      pass_through: [], rules: [], billing_groups: 0 })
    const other = await admin.ok('POST', '/pricing-plans', { name: 'Cost', basis: 'amortized' })
    assert.deepEqual(other.pass_through, ['tax', 'credit', 'refund'])
    const none = await admin.ok('POST', '/pricing-plans',
      { name: 'None', basis: 'unblended', pass_through: [], free_tier: false })
    assert.deepEqual([none.pass_through, none.free_tier], [[], false])
  })

  test('are written as given, and read back in the same order', async () => {
    const rules = [
      { scope: 'global', type: 'markup', percent: '0.000001' },
      rule,
      { ...rule, type: 'markup', percent: '12', from: null, to: '2023-11-01',
        usage_type: 'TimedStorage', scope: 'sku' },
      { scope: 'sku', type: 'fixed', unit_price: '0.000000000001', service: 'AmazonS3',
        usage_type: 'TimedStorage', from: '2023-11-01' },
      { scope: 'sku', type: 'markup', percent: '10000', service: 'AmazonS3',
        usage_type: 'TimedStorage', operation: 'GetObject' },
      { scope: 'billing_entity', type: 'discount', percent: '100',
        billing_entity: 'AWS Marketplace', from: '2023-01-01', to: '2024-01-01' },
    ]
    const plan = await admin.ok('POST', '/pricing-plans',
      { name: 'Full', basis: 'net_unblended', free_tier: false,
        pass_through: ['support', 'commitment_fee'], rules })
    assert.deepEqual(plan.rules.map(({ id, ...rest }) => rest),
      rules.map((each) => ({ ...nothing, ...each })))
    assert.deepEqual(await admin.ok('GET', `/pricing-plans/${plan.id}`), plan)
    const { items } = await admin.ok('GET', '/pricing-plans')
    assert.deepEqual(items.find((item) => item.id === plan.id), plan)
    assert.deepEqual((await admin.ok('GET', `/pricing-plans/${plan.id}/rules`)).items, plan.rules)
    const audit = await lastAudit('pricing_plan')
    assert.equal(audit.action, 'pricing_plan.create')
    assert.equal(audit.before, null)
    assert.deepEqual(audit.after.rules.length, 6)
  })

  test('change member by member', async () => {
    const plan = await admin.ok('POST', '/pricing-plans', { name: 'Change', rules: [rule] })
    const path = `/pricing-plans/${plan.id}`
    const renamed = await admin.ok('PATCH', path, { name: 'Changed' })
    assert.deepEqual(renamed, { ...plan, name: 'Changed', updated_at: renamed.updated_at })
    const replaced = await admin.ok('PATCH', path,
      { basis: 'unblended', rules: [{ ...plan.rules[0], percent: '6' }, { scope: 'global',
        type: 'markup', percent: '1' }] })
    assert.deepEqual(replaced.rules.map((each) => each.percent), ['6', '1'])
    assert.deepEqual(replaced.pass_through, [])
    assert.deepEqual((await admin.ok('PATCH', path, { rules: [] })).rules, [])
    const audit = await lastAudit('pricing_plan')
    assert.deepEqual([audit.before.rules.length, audit.after.rules.length], [2, 0])
    await admin.ok('DELETE', path)
    assertProblem(await admin.get(path), 'not_found')
    assertProblem(await admin.patch(path, { name: 'x' }), 'not_found')
  })

  test('are refused when they are wrong', async () => {
    const cases = [
      [{}, 'invalid_field', '/name'],
      [{ name: '' }, 'invalid_field', '/name'],
      [{ name: 'x', basis: 'list_price' }, 'invalid_field', '/basis'],
      [{ name: 'x', colour: 'red' }, 'invalid_field', '/colour'],
      [{ name: 'Default' }, 'name_taken', '/name'],
      [{ name: 'x', basis: 'amortized', pass_through: ['commitment_fee'] },
        'pass_through_invalid', '/pass_through/0'],
      [{ name: 'x', pass_through: ['tax', 'tax'] }, 'pass_through_invalid', '/pass_through/1'],
      [{ name: 'x', rules: [{ ...rule, percent: '100.000001' }] }, 'rule_invalid',
        '/rules/0/percent'],
      [{ name: 'x', rules: [rule, { ...rule, service: 'AmazonEC2', percent: '1.1234567' }] },
        'invalid_field', '/rules/1/percent'],
      [{ name: 'x', rules: [{ ...rule, percent: '-1' }] }, 'invalid_field', '/rules/0/percent'],
      [{ name: 'x', rules: [{ ...rule, percent: true }] }, 'invalid_field', '/rules/0/percent'],
      [{ name: 'x', rules: [{ ...rule, usage_type: 'y' }] }, 'rule_invalid',
        '/rules/0/usage_type'],
      [{ name: 'x', rules: [{ scope: 'global', type: 'fixed', unit_price: '1' }] },
        'rule_invalid', '/rules/0/scope'],
      [{ name: 'x', rules: [{ ...rule, from: '2023-11-02', to: '2023-11-01' }] },
        'rule_invalid', '/rules/0/to'],
      [{ name: 'x', rules: [{ ...rule, from: '2023-02-30' }] }, 'invalid_field',
        '/rules/0/from'],
    ]
    for (const [body, code, pointer] of cases)
      assertProblem(await admin.post('/pricing-plans', body), code, { pointer })
    const overlap = assertProblem(await admin.post('/pricing-plans', { name: 'x', rules: [
      { ...rule, to: '2023-11-10' }, { ...rule, from: '2023-11-09' }] }), 'rule_overlap',
    { status: 409, pointer: '/rules/1' })
    assert.match(overlap.detail, /service AmazonS3 to 2023-11-10/)
    assert.match(overlap.detail, /service AmazonS3 from 2023-11-09/)
  })

  test('have rules one by one', async () => {
    const plan = await admin.ok('POST', '/pricing-plans', { name: 'One by one' })
    const path = `/pricing-plans/${plan.id}/rules`
    const reply = await admin.post(path, { ...rule, to: '2023-11-10' })
    assert.equal(reply.status, 201)
    const added = reply.json
    assertProblem(await admin.post(path, { ...rule, from: '2023-11-09' }), 'rule_overlap')
    assertProblem(await admin.post(path, { ...rule, percent: '101' }), 'rule_invalid',
      { pointer: '/percent' })
    const next = await admin.ok('POST', path, { ...rule, from: '2023-11-10' })
    assertProblem(await admin.patch(`${path}/${next.id}`, { from: '2023-11-01' }), 'rule_overlap')
    const changed = await admin.ok('PATCH', `${path}/${next.id}`, { percent: '7' })
    assert.deepEqual(changed, { ...next, percent: '7' })
    const audit = await lastAudit('pricing_plan')
    assert.deepEqual([audit.action, audit.entity_id, audit.before.percent, audit.after.percent],
      ['pricing_rule.update', plan.id, '5.5', '7'])
    assert.equal((await admin.delete(`${path}/${added.id}`)).status, 204)
    assertProblem(await admin.delete(`${path}/${added.id}`), 'not_found')
    const left = await admin.ok('GET', `/pricing-plans/${plan.id}`)
    assert.deepEqual(left.rules, [changed])
    assert.ok(left.updated_at > plan.updated_at)
  })

  test('lose no update', async () => {
    const plan = await admin.ok('POST', '/pricing-plans', { name: 'Raced' })
    const path = `/pricing-plans/${plan.id}`
    const first = (await admin.get(path)).headers.get('etag')
    const changed = await admin.patch(path, { free_tier: false }, { headers: { 'if-match': first } })
    assert.equal(changed.status, 200)
    assertProblem(await admin.patch(path, { free_tier: true }, { headers: { 'if-match': first } }),
      'precondition_failed', { status: 412 })
    const second = (await admin.get(path)).headers.get('etag')
    assert.equal(changed.headers.get('etag'), second)
    const unchanged = await admin.get(path, { headers: { 'if-none-match': second } })
    assert.equal(unchanged.status, 304)
  })

  test('stay while groups use them', async () => {
    const plan = await admin.ok('POST', '/pricing-plans', { name: 'Used' })
    const group = await admin.ok('POST', '/billing-groups',
      { name: 'User of a plan', pricing_plan_id: plan.id })
    const users = await admin.ok('GET', `/billing-groups?pricing_plan_id=${plan.id}`)
    assert.deepEqual(users.items.map((each) => each.id), [group.id])
    assert.equal((await admin.ok('GET', `/pricing-plans/${plan.id}`)).billing_groups, 1)
    assertProblem(await admin.delete(`/pricing-plans/${plan.id}`), 'plan_in_use', { status: 409 })
    await admin.ok('PATCH', `/billing-groups/${group.id}`, { pricing_plan_id: null })
    assert.equal((await admin.delete(`/pricing-plans/${plan.id}`)).status, 204)
  })
})

describe('billing groups', () => {
  test('are written and read', async () => {
    const bill_to = { name: '客户', address: '1 Road\nTown', email: 'a@b.example', tax_id: 'X1' }
    const group = await admin.ok('POST', '/billing-groups',
      { name: 'Customer', description: 'one', bill_to })
    const { id, updated_at: updatedAt, ...rest } = group
    assert.deepEqual(rest, { name: 'Customer', description: 'one', pricing_plan_id: null,
      pricing_plan_name: null, currency: 'USD', bill_to, accounts: 0 })
    assert.deepEqual(await admin.ok('GET', `/billing-groups/${id}`), group)
    const found = await admin.ok('GET', '/billing-groups?search=CUSTOM')
    assert.deepEqual(found.items, [group])
    const changed = await admin.ok('PATCH', `/billing-groups/${id}`,
      { bill_to: null, currency: 'CNY', description: '' })
    assert.deepEqual([changed.bill_to, changed.currency, changed.description, changed.name],
      [null, 'CNY', '', 'Customer'])
    const audit = await lastAudit('billing_group')
    assert.deepEqual([audit.action, audit.before.currency, audit.after.currency],
      ['billing_group.update', 'USD', 'CNY'])
    assert.equal((await admin.delete(`/billing-groups/${id}`)).status, 204)
    assertProblem(await admin.get(`/billing-groups/${id}`), 'not_found')
  })

  test('are refused when they are wrong', async () => {
    await admin.ok('POST', '/billing-groups', { name: 'Taken' })
    for (const [body, code, pointer] of [
      [{}, 'invalid_field', '/name'],
      [{ name: 'Taken' }, 'name_taken', '/name'],
      [{ name: 'x', currency: 'XYZ' }, 'currency_unknown', '/currency'],
      [{ name: 'x', pricing_plan_id: 'no' }, 'invalid_field', '/pricing_plan_id'],
      [{ name: 'x', pricing_plan_id: '01a1fde4-fb61-7c39-aae2-d1af49647ba3' }, 'invalid_field',
        '/pricing_plan_id'],
    ])
      assertProblem(await admin.post('/billing-groups', body), code, { pointer })
  })

  test('are listed page by page', async () => {
    for (let i = 0; i < 5; i++) await admin.ok('POST', '/billing-groups', { name: `page ${i}` })
    const names = []
    for (let cursor = ''; cursor !== null; ) {
      const page = await admin.ok('GET', `/billing-groups?search=page&limit=2${cursor}`)
      assert.ok(page.items.length <= 2)
      names.push(...page.items.map((item) => item.name))
      cursor = page.next_cursor && `&cursor=${page.next_cursor}`
    }
    assert.deepEqual(names, [0, 1, 2, 3, 4].map((i) => `page ${i}`))
  })

  test('hold accounts by days', async () => {
    const group = await admin.ok('POST', '/billing-groups', { name: 'Holder' })
    const other = await admin.ok('POST', '/billing-groups', { name: 'Other holder' })
    const path = `/billing-groups/${group.id}/accounts`
    const put = (assignments, of = path) => admin.put(of, { assignments })
    const stay = (account_id, starts_on, ends_on = null) => ({ account_id, starts_on, ends_on })

    const reply = await put([stay('111111111111', '2023-11-01', '2023-11-15'),
      stay('000000000022', '2020-01-01')])
    assert.equal(reply.status, 200, reply.text)
    assert.deepEqual(reply.json.assignments.map(({ payer_id, ...rest }) => rest), [
      { account_id: '000000000022', account_name: '', provider: 'aws', starts_on: '2020-01-01',
        ends_on: null },
      { account_id: '111111111111', account_name: '', provider: 'aws', starts_on: '2023-11-01',
        ends_on: '2023-11-15' },
    ])
    assert.deepEqual(await admin.ok('GET', path), reply.json)
    assert.equal((await admin.ok('GET', `/billing-groups/${group.id}`)).accounts, 1)

    const others = `/billing-groups/${other.id}/accounts`
    const taken = assertProblem(await put([stay('333333333333', '2023-01-01'),
      stay('111111111111', '2023-11-14')], others), 'account_in_another_group',
    { status: 409, pointer: '/assignments/1' })
    assert.equal(taken.detail, '账号 111111111111 自 2023-11-01 至 2023-11-15 属于“Holder”')
    assert.deepEqual((await admin.ok('GET', others)).assignments, [])
    assert.equal((await put([stay('111111111111', '2023-11-15')], others)).status, 200)
    assertProblem(await put([stay('111111111111', '2023-11-01')]), 'account_in_another_group')

    assertProblem(await put([stay('444444444444', '2023-11-01')]), 'account_unknown',
      { status: 422, pointer: '/assignments/0/account_id' })
    assertProblem(await put([{ ...stay('333333333333', '2023-11-01'), provider: 'alibaba' }]),
      'account_unknown')
    assertProblem(await put([stay('333333333333', '2023-11-01'),
      stay('333333333333', '2023-12-01')]), 'assignment_overlap',
    { pointer: '/assignments/1/starts_on' })
    assertProblem(await put([stay('333333333333', '2023-11-01', '2023-11-01')]), 'invalid_field',
      { pointer: '/assignments/0/ends_on' })
    assertProblem(await admin.put(path, {}), 'invalid_field', { pointer: '/assignments' })
    assert.equal((await admin.ok('GET', path)).assignments.length, 2)

    const audit = await lastAudit('billing_group')
    assert.equal(audit.action, 'billing_group.assign')
    assert.equal((await put([])).status, 200)
    assert.deepEqual((await admin.ok('GET', path)).assignments, [])
  })

  test('cannot both get an account in a race', async () => {
    const groups = []
    for (let i = 0; i < 4; i++)
      groups.push(await admin.ok('POST', '/billing-groups', { name: `racer ${i}` }))
    const replies = await Promise.all(groups.map((group) =>
      admin.put(`/billing-groups/${group.id}/accounts`, { assignments: [
        { account_id: '333333333333', starts_on: '2030-01-01', ends_on: null }] })))
    const statuses = replies.map((reply) => reply.status).sort()
    assert.deepEqual(statuses, [200, 409, 409, 409])
    for (const reply of replies.filter((each) => each.status === 409))
      assertProblem(reply, 'account_in_another_group')
  })
})

describe('custom charges', () => {
  let group
  before(async () => (group = await admin.ok('POST', '/billing-groups', { name: 'Charged' })))
  const flat = (rest = {}) => ({ billing_group_id: group.id, name: 'Fee', kind: 'fee',
    amount: '12.5', from: '2023-11', ...rest })
  const share = (rest = {}) => ({ ...flat(), amount: null, percent: '2.5', ...rest })

  test('are written and read', async () => {
    const filters = { services: ['AmazonS3'], accounts: ['000000000022'],
      drop_savings_plan_negation: true }
    const charge = await admin.ok('POST', '/custom-charges',
      share({ filters, include_flat: true, to: '2024-01', description: 'two\nlines' }))
    const { id, updated_at: updatedAt, ...rest } = charge
    assert.deepEqual(rest, { billing_group_id: group.id, name: 'Fee', description: 'two\nlines',
      kind: 'fee', amount: null, percent: '2.5', include_flat: true, filters, from: '2023-11',
      to: '2024-01' })
    assert.deepEqual(await admin.ok('GET', `/custom-charges/${id}`), charge)
    const { items } = await admin.ok('GET', `/custom-charges?billing_group_id=${group.id}`)
    assert.deepEqual(items, [charge])
    const flatNow = await admin.ok('PATCH', `/custom-charges/${id}`,
      { percent: null, amount: '3', include_flat: false, filters: null, to: null })
    assert.deepEqual([flatNow.amount, flatNow.percent, flatNow.filters, flatNow.to],
      ['3', null, null, null])
    const audit = await lastAudit('custom_charge')
    assert.deepEqual([audit.action, audit.before.percent, audit.after.amount],
      ['custom_charge.update', '2.5', '3'])
    assert.equal((await admin.delete(`/custom-charges/${id}`)).status, 204)
    assertProblem(await admin.get(`/custom-charges/${id}`), 'not_found')
  })

  test('with empty filters have none', async () => {
    const empty = { services: [], accounts: [], drop_savings_plan_negation: false }
    const charge = await admin.ok('POST', '/custom-charges', flat({ filters: empty }))
    assert.equal(charge.filters, null)
    const half = await admin.ok('POST', '/custom-charges', share({ filters: { services: ['x'] } }))
    assert.deepEqual(half.filters,
      { services: ['x'], accounts: [], drop_savings_plan_negation: false })
  })

  test('are refused when they are wrong', async () => {
    for (const [body, code, pointer] of [
      [flat({ name: undefined }), 'invalid_field', '/name'],
      [flat({ percent: '1' }), 'invalid_field', '/amount'],
      [flat({ amount: null }), 'invalid_field', '/amount'],
      [flat({ amount: '-1' }), 'invalid_field', '/amount'],
      [flat({ amount: [] }), 'invalid_field', '/amount'],
      [flat({ amount: '1000000000.1' }), 'invalid_field', '/amount'],
      [share({ percent: '0.1234567' }), 'invalid_field', '/percent'],
      [flat({ include_flat: true }), 'invalid_field', '/include_flat'],
      [flat({ filters: { services: ['x'] } }), 'invalid_field', '/filters'],
      [flat({ to: '2023-11' }), 'invalid_field', '/to'],
      [flat({ from: '2023-13' }), 'invalid_field', '/from'],
      [flat({ kind: 'gift' }), 'invalid_field', '/kind'],
      [flat({ billing_group_id: '01a1fde4-fb61-7c39-aae2-d1af49647ba3' }), 'invalid_field',
        '/billing_group_id'],
    ])
      assertProblem(await admin.post('/custom-charges', body), code, { pointer })
  })

  test('are made once for one idempotency key', async () => {
    const headers = { 'idempotency-key': 'charge-1' }
    const first = await admin.post('/custom-charges', flat({ name: 'Once' }), { headers })
    const second = await admin.post('/custom-charges', flat({ name: 'Once' }), { headers })
    assert.equal(first.status, 201)
    assert.deepEqual(second.json, first.json)
    assertProblem(await admin.post('/custom-charges', flat({ name: 'Twice' }), { headers }),
      'idempotency_conflict')
  })
})

describe('the catalogue', () => {
  test('lists what has been bought', async () => {
    const { items } = await admin.ok('GET', '/services')
    assert.deepEqual(items, [{ service: 'AmazonEC2' }, { service: 'AmazonS3' }])
    const skus = await admin.ok('GET', '/skus?service=AmazonS3')
    assert.deepEqual(skus.items, [
      { service: 'AmazonS3', usage_type: 'Requests-Tier1', operation: 'PutObject',
        billing_entity: 'AWS' },
      { service: 'AmazonS3', usage_type: 'TimedStorage', operation: '', billing_entity: 'AWS' },
    ])
    const found = await admin.ok('GET', '/skus?search=putob')
    assert.equal(found.items.length, 1)
    const first = await admin.ok('GET', '/skus?limit=1')
    const second = await admin.ok('GET', `/skus?limit=2&cursor=${first.next_cursor}`)
    assert.deepEqual([...first.items, ...second.items].map((item) => item.usage_type),
      ['BoxUsage', 'Requests-Tier1', 'TimedStorage'])
    assert.equal(second.next_cursor, null)
  })
})

test('names are 200 characters of any script, shown as they are written', async () => {
  const { admin, superadmin } = await server.newPartner('names')
  const group = await admin.ok('POST', '/billing-groups', { name: 'of the charges' })
  const platform = await server.superadmin()
  const charge = { billing_group_id: group.id, kind: 'fee', amount: '1', from: '2023-11' }
  const objects = [
    [admin, '/billing-groups', {}],
    [admin, '/pricing-plans', {}],
    [admin, '/custom-charges', charge],
    [admin, '/payers', { provider: 'aws', external_id: '121212121212' }],
    [admin, '/api-keys', { permissions: ['bill.read'] }],
    [platform, '/partners', { slug: 'long-name', currency: 'CNY' }],
  ]
  const long = '云'.repeat(199) + '😀'
  for (const [client, path, rest] of objects) {
    for (const name of ['', ' ', '\u3000\u3000', '\u00a0\u200b', `${long}x`, ' a', 'a\u3000',
      'a\u202eb', '\u2066a'])
      assertProblem(await client.post(path, { ...rest, name }), 'invalid_field',
        { pointer: '/name' })
    const made = await client.ok('POST', path, { ...rest, name: long })
    assert.equal(made.name, long, path)
    if (path === '/api-keys') continue
    assertProblem(await client.patch(`${path}/${made.id}`, { name: ' ' }), 'invalid_field',
      { pointer: '/name' })
  }
  assert.equal((await superadmin.ok('GET', '/billing-groups')).items.length, 2)
})

test('targets of rules fit the index that keeps them apart', async () => {
  const { admin } = await server.newPartner('targets')
  const plan = await admin.ok('POST', '/pricing-plans', { name: 'Long' })
  const path = `/pricing-plans/${plan.id}/rules`
  const text = (length) => Array.from({ length }, (_, i) =>
    String.fromCodePoint(0x20000 + Math.floor(Math.random() * 40000) + i)).join('')
  const rule = (...lengths) => ({ scope: 'sku', type: 'markup', percent: '1',
    service: text(lengths[0]), usage_type: text(lengths[1]), operation: text(lengths[2]) })
  for (let i = 0; i < 30; i++) await admin.ok('POST', path, rule(100, 200, 75))
  assertProblem(await admin.post(path, rule(100, 200, 76)), 'rule_invalid', { pointer: '/service' })
  assertProblem(await admin.post(path, rule(201, 1, 1)), 'invalid_field', { pointer: '/service' })
})
