// Payers and accounts.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'

import { newestEntry } from './lib/audit.mjs'
import { assertProblem, startServer } from './lib/server.mjs'

const NOWHERE = '018bcfe5-6800-7000-8000-000000000000'

let server
let acme
let globex
let customer

before(async () => {
  server = await startServer()
  acme = await server.newPartner('acme')
  globex = await server.newPartner('globex')
  customer = await server.newUser(acme.admin, { username: 'acme-customer', role: 'customer' })
})
after(() => server?.stop())

// Accounts come from bills; here from SQL.
const seen = (
  partner,
  payer,
  external_id,
  { name = '', email = '', period = '2023-11-01', provider = 'aws' } = {},
) =>
  server.sql(
    `insert into accounts (partner_id, payer_id, provider, external_id, name, email, first_seen_period)
     values (:'partner', :'payer', :'provider', :'external_id', :'name', :'email', :'period')`,
    { partner: partner.id, payer: payer.id, provider, external_id, name, email, period },
  )

const grouped = (partner, group, external_id, starts_on, ends_on) =>
  server.sql(
    `insert into assignments (partner_id, billing_group_id, account_id, starts_on, ends_on)
     select a.partner_id, g.id, a.id, :'starts_on', nullif(:'ends_on', '')::date
     from accounts a, billing_groups g
     where a.partner_id = :'partner' and a.external_id = :'external_id'
       and g.partner_id = a.partner_id and g.name = :'group'`,
    { partner: partner.id, group, external_id, starts_on, ends_on: ends_on ?? '' },
  )

const newGroup = (partner, id, name) =>
  server.sql(
    `insert into billing_groups (partner_id, id, name, currency) values (:'partner', :'id', :'name', 'USD')`,
    { partner: partner.id, id, name },
  )

describe('payers', () => {
  test('are added, listed by name, read and renamed', async () => {
    const { admin } = await server.newPartner('listed')
    const ids = ['001234567890', '223412340534', '323412340534']
    for (const [i, name] of ['beta', 'Alpha', '云'].entries())
      await server.newPayer(admin, { name, external_id: ids[i] })
    const { items, next_cursor } = await admin.ok('GET', '/payers')
    assert.deepEqual(
      items.map((payer) => payer.name),
      ['Alpha', 'beta', '云'],
    )
    assert.equal(next_cursor, null)
    assert.deepEqual(Object.keys(items[0]).sort(), [
      'accounts',
      'created_at',
      'external_id',
      'id',
      'name',
      'provider',
    ])
    assert.equal(items[1].external_id, '001234567890', 'leading zeros are kept')

    const walked = []
    for (let cursor = ''; cursor !== null;) {
      const page = await admin.ok(
        'GET',
        `/payers?limit=2&cursor=${encodeURIComponent(cursor)}`.replace(/&cursor=$/, ''),
      )
      walked.push(...page.items)
      cursor = page.next_cursor
    }
    assert.deepEqual(walked, items)

    const [alpha] = items
    const renamed = await admin.ok('PATCH', `/payers/${alpha.id}`, { name: 'Omega' })
    assert.deepEqual(renamed, { ...alpha, name: 'Omega' })
    assert.deepEqual(await admin.ok('GET', `/payers/${alpha.id}`), renamed)
    const entry = newestEntry(server, 'payer', 'payer.update')
    assert.equal(entry.chain, 'listed')
    assert.equal(entry.before.name, 'Alpha')
    assert.equal(entry.after.name, 'Omega')
  })

  test('are unique per provider, and only their name changes', async () => {
    const payer = { name: 'one', provider: 'aws', external_id: '123412340534' }
    const { id } = await acme.admin.ok('POST', '/payers', payer)
    assertProblem(await acme.admin.post('/payers', payer), 'payer_exists', {
      status: 409,
      pointer: '/external_id',
    })
    await acme.admin.ok('POST', '/payers', { ...payer, provider: 'focus' })
    await globex.admin.ok('POST', '/payers', payer)
    for (const [change, pointer] of [
      [{ external_id: '999999999999' }, '/external_id'],
      [{ provider: 'focus' }, '/provider'],
      [{ name: '' }, '/name'],
      [{ name: null }, '/name'],
      [{ accounts: 5 }, '/accounts'],
      [{ id: NOWHERE }, '/id'],
    ])
      assertProblem(await acme.admin.patch(`/payers/${id}`, change), 'invalid_field', {
        status: 422,
        pointer,
      })
  })

  test('are refused when something is wrong', async () => {
    const right = { name: 'x', provider: 'aws', external_id: '000000000001' }
    for (const [wrong, pointer] of [
      [{ external_id: '12341234053' }, '/external_id'],
      [{ external_id: '12341234053x' }, '/external_id'],
      [{ external_id: 123412340534 }, '/external_id'],
      [{ external_id: '１２３４１２３４０５３４' }, '/external_id'],
      [{ provider: 'gcp' }, '/provider'],
      [{ name: undefined }, '/name'],
      [{ name: 'x'.repeat(201) }, '/name'],
      [{ name: 'a\nb' }, '/name'],
      [{ secret: 'x' }, '/secret'],
    ])
      assertProblem(await acme.admin.post('/payers', { ...right, ...wrong }), 'invalid_field', {
        status: 422,
        pointer,
      })
    assert.equal(
      server.value(`select count(*) from payers where external_id = '000000000001'`),
      '0',
    )
  })

  test('the same request twice by its key is one payer', async () => {
    const body = { name: 'once', provider: 'aws', external_id: '777777777777' }
    const send = (content) =>
      acme.admin.post('/payers', content, { headers: { 'idempotency-key': 'payer-1' } })
    const first = await send(body)
    const second = await send(body)
    assert.equal(first.status, 201)
    assert.equal(second.status, 201)
    assert.deepEqual(second.json, first.json)
    assertProblem(await send({ ...body, name: 'other' }), 'idempotency_conflict', { status: 409 })
  })

  test('are deleted only without data', async () => {
    const payer = await server.newPayer(acme.admin, { external_id: '888888888888' })
    seen(acme.partner, payer, '888800000001')
    assertProblem(await acme.admin.delete(`/payers/${payer.id}`), 'payer_in_use', { status: 409 })
    assert.equal((await acme.admin.ok('GET', `/payers/${payer.id}`)).accounts, 1)
    server.sql(`delete from accounts where external_id = '888800000001'`)
    assert.equal((await acme.admin.delete(`/payers/${payer.id}`)).status, 204)
    assertProblem(await acme.admin.get(`/payers/${payer.id}`), 'not_found')
    assert.equal(newestEntry(server, 'payer', 'payer.delete').before.external_id, '888888888888')
  })

  test('are changed by one person at a time', async () => {
    const payer = await server.newPayer(acme.admin, { external_id: '666666666666' })
    const etag = (await acme.admin.get(`/payers/${payer.id}`)).headers.get('etag')
    const write = (name) =>
      acme.admin.patch(`/payers/${payer.id}`, { name }, { headers: { 'if-match': etag } })
    const replies = await Promise.all([write('first'), write('second')])
    assert.deepEqual(replies.map((reply) => reply.status).sort(), [200, 412])
    assertProblem(
      await acme.admin.delete(`/payers/${payer.id}`, { headers: { 'if-match': etag } }),
      'precondition_failed',
    )
  })

  test('of another partner do not exist', async () => {
    const theirs = await server.newPayer(globex.admin, { external_id: '555555555555' })
    for (const [method, body] of [['GET'], ['PATCH', { name: 'mine' }], ['DELETE']])
      assertProblem(await acme.admin.api(method, `/payers/${theirs.id}`, body), 'not_found', {
        status: 404,
      })
    assert.ok(!(await acme.admin.get('/payers?limit=1000')).text.includes('555555555555'))
    assert.ok(!(await acme.admin.get('/audit?limit=1000')).text.includes('555555555555'))
  })

  test('are hidden from customers', async () => {
    for (const path of ['/payers', `/payers/${NOWHERE}`, '/accounts', '/accounts/aws/000000000000'])
      assertProblem(await customer.get(path), 'forbidden', { status: 403 })
  })
})

describe('accounts', () => {
  let one
  let two

  before(async () => {
    one = await server.newPayer(acme.admin, { name: 'Payer one', external_id: '100000000000' })
    two = await server.newPayer(acme.admin, { name: 'Payer two', external_id: '200000000000' })
    seen(acme.partner, one, '000000000042', { name: '云上 Shop', email: 'shop@example.com' })
    seen(acme.partner, one, '100000000001', { name: '100% cotton', period: '2024-02-01' })
    seen(acme.partner, two, '200000000001', { name: 'snake_case' })
    seen(acme.partner, two, '200000000002')
    newGroup(acme.partner, '018bcfe5-6800-7000-8000-000000000011', 'Retail')
    newGroup(acme.partner, '018bcfe5-6800-7000-8000-000000000012', 'Former')
    grouped(acme.partner, 'Retail', '000000000042', '2020-01-01')
    grouped(acme.partner, 'Former', '100000000001', '2020-01-01', '2020-02-01')
    grouped(acme.partner, 'Retail', '200000000001', '2999-01-01')
  })

  const ids = async (query, client = acme.admin) =>
    (await client.ok('GET', `/accounts${query}`)).items.map((account) => account.external_id)

  test('carry their payer and their group of today', async () => {
    const { items } = await acme.admin.ok('GET', '/accounts')
    assert.deepEqual(items[0], {
      external_id: '000000000042',
      name: '云上 Shop',
      email: 'shop@example.com',
      state: 'active',
      provider: 'aws',
      payer_id: one.id,
      payer_name: 'Payer one',
      billing_group_id: '018bcfe5-6800-7000-8000-000000000011',
      billing_group_name: 'Retail',
      first_seen_period: '2023-11',
    })
    assert.equal(items[1].billing_group_id, null, 'its assignment has ended')
    assert.equal(items[1].billing_group_name, null)
    assert.equal(items[2].billing_group_id, null, 'its assignment has not begun')
    assert.equal(items.length, 4)
  })

  test('are filtered', async () => {
    for (const [query, expected] of [
      [`?payer_id=${two.id}`, ['200000000001', '200000000002']],
      ['?billing_group_id=018bcfe5-6800-7000-8000-000000000011', ['000000000042']],
      ['?unassigned=true', ['100000000001', '200000000001', '200000000002']],
      ['?unassigned=false', ['000000000042', '100000000001', '200000000001', '200000000002']],
      [`?unassigned=true&payer_id=${one.id}`, ['100000000001']],
      ['?search=shop', ['000000000042']],
      ['?search=%E4%BA%91', ['000000000042']],
      ['?search=SHOP@EX', ['000000000042']],
      ['?search=0042', ['000000000042']],
      ['?search=%25', ['100000000001']],
      ['?search=_', ['200000000001']],
      ["?search=' or true --", []],
      [`?payer_id=${NOWHERE}`, []],
      [`?billing_group_id=${NOWHERE}`, []],
    ])
      assert.deepEqual(await ids(query), expected, query)
    for (const [query, pointer] of [
      ['?payer_id=x', '?payer_id'],
      ['?unassigned=perhaps', '?unassigned'],
      ['?nonsense=1', '?nonsense'],
    ])
      assertProblem(await acme.admin.get(`/accounts${query}`), 'invalid_parameter', {
        status: 400,
        pointer,
      })
  })

  test('are listed page by page, filters included', async () => {
    const page = await acme.admin.ok('GET', '/accounts?unassigned=true&limit=2')
    assert.deepEqual(
      page.items.map((account) => account.external_id),
      ['100000000001', '200000000001'],
    )
    assert.deepEqual(await ids(`?unassigned=true&limit=2&cursor=${page.next_cursor}`), [
      '200000000002',
    ])
  })

  test('are filtered by state and sorted', async () => {
    server.sql("update accounts set state = 'closed' where external_id = '200000000002'")
    assert.deepEqual(await ids('?state=closed'), ['200000000002'])
    assert.deepEqual(await ids('?state=active&sort=-external_id'),
      ['200000000001', '100000000001', '000000000042'])
    for (const [sort, expected] of [
      ['external_id', ['000000000042', '100000000001', '200000000001', '200000000002']],
      ['name', ['200000000002', '100000000001', '200000000001', '000000000042']],
      ['-name', ['000000000042', '200000000001', '100000000001', '200000000002']],
      ['payer', ['000000000042', '100000000001', '200000000001', '200000000002']],
      ['-payer', ['200000000002', '200000000001', '100000000001', '000000000042']],
      ['-billing_group', ['000000000042', '200000000002', '200000000001', '100000000001']],
      ['-first_seen', ['100000000001', '200000000002', '200000000001', '000000000042']],
      ['state', ['000000000042', '100000000001', '200000000001', '200000000002']],
    ]) {
      const order = await ids(`?sort=${sort}`)
      assert.deepEqual(order, expected, sort)
      const paged = []
      for (let cursor = ''; cursor !== null; ) {
        const page = await acme.admin.ok('GET',
          `/accounts?limit=1&sort=${sort}${cursor && `&cursor=${cursor}`}`)
        paged.push(...page.items.map((account) => account.external_id))
        cursor = page.next_cursor
      }
      assert.deepEqual(paged, order, `page by page: ${sort}`)
    }
    assertProblem(await acme.admin.get('/accounts?sort=email'), 'invalid_parameter',
      { pointer: '?sort' })
    assertProblem(await acme.admin.get('/accounts?state=gone'), 'invalid_parameter')
    const forged = Buffer.from('["a').toString('base64url')
    assertProblem(await acme.admin.get(`/accounts?cursor=${forged}`), 'bad_request')
    server.sql("update accounts set state = 'active'")
  })

  test('know all groups they have been in', async () => {
    grouped(acme.partner, 'Retail', '100000000001', '2021-01-01', '2021-06-01')
    const path = '/accounts/aws/100000000001'
    const reply = await acme.admin.get(path)
    assert.deepEqual(reply.json.assignments.map((each) =>
      [each.billing_group_name, each.starts_on, each.ends_on]),
    [['Former', '2020-01-01', '2020-02-01'], ['Retail', '2021-01-01', '2021-06-01']])
    assert.equal(reply.json.assignments[1].billing_group_id, '018bcfe5-6800-7000-8000-000000000011')
    assertProblem(await acme.admin.get('/accounts/aws/5'), 'not_found')
    // the tag is that of what can be changed
    const headers = { 'if-match': reply.headers.get('etag') }
    const change = { name: '100% cotton' }
    const changed = await acme.admin.patch(path, change, { headers })
    assert.equal(changed.status, 200, changed.text)
    assert.equal(changed.headers.get('etag'), headers['if-match'])
    await acme.admin.ok('PATCH', path, { name: 'linen' })
    assertProblem(await acme.admin.patch(path, change, { headers }), 'precondition_failed')
    await acme.admin.ok('PATCH', path, change)
  })

  test('get a name and an email, nothing else', async () => {
    const changed = await acme.admin.ok('PATCH', '/accounts/aws/000000000042', {
      name: 'Shop',
      email: '',
    })
    assert.equal(changed.name, 'Shop')
    assert.equal(changed.email, '')
    assert.equal(changed.billing_group_name, 'Retail')
    const { assignments, ...account } = await acme.admin.ok('GET', '/accounts/aws/000000000042')
    assert.deepEqual(account, changed)
    assert.equal(assignments.length, 1)
    const entry = newestEntry(server, 'account', 'account.update')
    assert.equal(entry.entity_id, 'aws/000000000042')
    assert.equal(entry.before.name, '云上 Shop')
    assert.equal(entry.after.name, 'Shop')
    for (const [change, pointer] of [
      [{ state: 'closed' }, '/state'],
      [{ payer_id: two.id }, '/payer_id'],
      [{ billing_group_id: null }, '/billing_group_id'],
      [{ name: 5 }, '/name'],
    ])
      assertProblem(await acme.admin.patch('/accounts/aws/000000000042', change), 'invalid_field', {
        pointer,
      })
    assertProblem(
      await acme.admin.patch('/accounts/aws/000000000043', { name: 'x' }),
      'not_found',
      { status: 404 },
    )
    assertProblem(
      await acme.admin.patch('/accounts/alibaba/000000000042', { name: 'x' }),
      'not_found',
    )
  })

  test('of another partner do not exist, even under the same id', async () => {
    const theirs = await server.newPayer(globex.admin, { external_id: '400000000000' })
    seen(globex.partner, theirs, '000000000042', { name: 'Theirs' })
    assert.equal((await acme.admin.ok('GET', '/accounts/aws/000000000042')).name, 'Shop')
    await globex.admin.ok('PATCH', '/accounts/aws/000000000042', { name: 'Still theirs' })
    assert.equal((await acme.admin.ok('GET', '/accounts/aws/000000000042')).name, 'Shop')
    assert.deepEqual(await ids('', globex.admin), ['000000000042'])
    assert.deepEqual(await ids(`?payer_id=${one.id}`, globex.admin), [])
  })

  test("and payers outside a payer_admin's own do not exist for him", async () => {
    const limited = await server.newUser(acme.admin, {
      username: 'limited',
      role: 'payer_admin',
      payer_ids: [one.id],
    })
    const unlimited = await server.newUser(acme.admin, { username: 'without', role: 'payer_admin' })
    assert.deepEqual(
      (await limited.ok('GET', '/payers')).items.map((payer) => payer.id),
      [one.id],
    )
    assert.deepEqual(await ids('', limited), ['000000000042', '100000000001'])
    assert.deepEqual(await ids(`?payer_id=${two.id}`, limited), [])
    for (const [method, path, body] of [
      ['GET', `/payers/${two.id}`],
      ['PATCH', `/payers/${two.id}`, { name: 'x' }],
      ['GET', '/accounts/aws/200000000001'],
      ['PATCH', '/accounts/aws/200000000001', { name: 'x' }],
    ])
      assertProblem(await limited.api(method, path, body), 'not_found', { status: 404 })
    await limited.ok('PATCH', `/payers/${one.id}`, { name: 'Payer 1' })
    await limited.ok('PATCH', '/accounts/aws/100000000001', { name: 'renamed' })
    assertProblem(
      await limited.post('/payers', { name: 'x', provider: 'aws', external_id: '300000000000' }),
      'forbidden',
    )
    const empty = await server.newPayer(acme.admin, { external_id: '300000000001' })
    await acme.admin.ok('PATCH', `/users/${limited.user.id}`, { payer_ids: [one.id, empty.id] })
    assertProblem(await limited.delete(`/payers/${empty.id}`), 'forbidden')

    assert.deepEqual(
      (await unlimited.ok('GET', '/payers')).items,
      [],
      'no payers given: none are seen',
    )
    assert.deepEqual(await ids('', unlimited), [])
    const { key } = await limited.ok('POST', '/api-keys', {
      name: 'k',
      permissions: ['account.read'],
    })
    const keyed = await server
      .nobody()
      .get('/accounts', { headers: { authorization: `Bearer ${key}` } })
    assert.deepEqual(
      keyed.json.items.map((account) => account.external_id),
      ['000000000042', '100000000001'],
    )
  })
})
