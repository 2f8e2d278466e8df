// Partners, and superadmins inside them.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'

import { newestEntry } from './lib/audit.mjs'
import { Client, assertProblem, signIn, startServer, superadminPassword } from './lib/server.mjs'

const NOWHERE = '018bcfe5-6800-7000-8000-000000000000'

let server
let acme
let globex
let superadmin

before(async () => {
  server = await startServer()
  acme = await server.newPartner('acme')
  globex = await server.newPartner('globex', { currency: 'CNY' })
  superadmin = await server.superadmin()
})
after(() => server?.stop())

const newest = (entity, action) => newestEntry(server, entity, action)

describe('partners', () => {
  test('are made, listed, renamed and suspended by a superadmin', async () => {
    const made = await superadmin.post('/partners', {
      name: '云伙伴',
      slug: 'initech',
      currency: 'JPY',
    })
    assert.equal(made.status, 201)
    const { id } = made.json
    assert.deepEqual(
      { ...made.json, id: 0, created_at: 0 },
      { id: 0, name: '云伙伴', slug: 'initech', currency: 'JPY', state: 'active', created_at: 0 },
    )
    assert.ok(
      (await superadmin.ok('GET', '/partners?limit=1000')).items.some((one) => one.id === id),
    )
    assert.equal(
      (await superadmin.ok('PATCH', `/partners/${id}`, { name: 'Initech' })).slug,
      'initech',
    )
    const entry = newest('partner', 'partner.update')
    assert.equal(entry.chain, '')
    assert.equal(entry.before.name, '云伙伴')
    assert.equal(entry.after.name, 'Initech')
    for (const [body, code, pointer] of [
      [{ name: 'x', slug: 'initech', currency: 'USD' }, 'slug_taken', '/slug'],
      [{ name: 'x', slug: 'X', currency: 'USD' }, 'invalid_field', '/slug'],
      [{ name: 'x', slug: '-x', currency: 'USD' }, 'invalid_field', '/slug'],
      [{ name: '', slug: 'x', currency: 'USD' }, 'invalid_field', '/name'],
      [{ name: 'x', slug: 'x', currency: 'XQZ' }, 'currency_unknown', '/currency'],
      [{ name: 'x', slug: 'x' }, 'invalid_field', '/currency'],
    ])
      assertProblem(await superadmin.post('/partners', body), code, { pointer })
    assertProblem(await superadmin.patch(`/partners/${id}`, { currency: 'USD' }), 'invalid_field', {
      pointer: '/currency',
    })
    assertProblem(await superadmin.get(`/partners/${NOWHERE}`), 'not_found')
  })

  test('tell how much they have', async () => {
    const { partner, admin } = await server.newPartner('counted')
    const path = `/partners/${partner.id}`
    const reply = await superadmin.get(path)
    assert.deepEqual(reply.json, { ...partner, users: 1, payers: 0, accounts: 0, billing_groups: 0,
      drops: 0, as_of: null })
    await server.newPayer(admin, { external_id: '900000000001' })
    await admin.ok('POST', '/billing-groups', { name: 'one' })
    await admin.ok('POST', '/billing-groups', { name: 'two' })
    const later = await superadmin.get(path)
    assert.deepEqual([later.json.payers, later.json.billing_groups], [1, 2])
    // counts come and go while somebody edits: the tag is that of what can be changed
    const etag = later.headers.get('etag')
    assert.equal(etag, reply.headers.get('etag'))
    const renamed = await superadmin.patch(path, { name: 'Recounted' },
      { headers: { 'if-match': etag } })
    assert.equal(renamed.status, 200, renamed.text)
    assertProblem(await superadmin.patch(path, { name: 'x' }, { headers: { 'if-match': etag } }),
      'precondition_failed')
    const elsewhere = superadmin.actingAs((await server.newPartner('uncounted')).partner.id)
    assert.equal((await elsewhere.ok('GET', path)).billing_groups, 2, 'while acting as another')
  })

  test("are nobody else's business", async () => {
    for (const [method, path, body] of [
      ['GET', '/partners'],
      ['GET', `/partners/${acme.partner.id}`],
      ['POST', '/partners', { name: 'x', slug: 'x', currency: 'USD' }],
      ['PATCH', `/partners/${acme.partner.id}`, { name: 'x' }],
    ])
      assertProblem(await acme.admin.api(method, path, body), 'forbidden', { status: 403 })
  })

  test('shut out their people at once when suspended, and let them in again', async () => {
    const { admin, partner, superadmin: acting } = await server.newPartner('hooli')
    const { key } = await admin.ok('POST', '/api-keys', { name: 'k', permissions: ['payer.read'] })
    const program = new Client(server.url, { key })
    await superadmin.ok('PATCH', `/partners/${partner.id}`, { state: 'suspended' })
    assertProblem(await admin.get('/me'), 'unauthenticated')
    assertProblem(await program.get('/payers'), 'unauthenticated')
    await acting.ok('GET', '/payers')
    await superadmin.ok('PATCH', `/partners/${partner.id}`, { state: 'active' })
    await admin.ok('GET', '/me')
    await program.ok('GET', '/payers')
  })
})

describe('acting as a partner', () => {
  test('is needed for everything that belongs to one', async () => {
    for (const path of ['/users', '/payers', '/accounts', '/api-keys', '/audit'])
      assertProblem(await superadmin.get(path), 'partner_required', { status: 400 })
    assertProblem(await superadmin.actingAs('not-an-id').get('/users'), 'bad_request', {
      status: 400,
    })
    assertProblem(await superadmin.actingAs(NOWHERE).get('/users'), 'partner_required', {
      status: 400,
    })
    assert.equal((await superadmin.actingAs(NOWHERE).ok('GET', '/me')).acting, false)
  })

  test('is recorded once per session, partner and day, where the partner sees it', async () => {
    const { partner } = await server.newPartner('watched')
    const count = () =>
      server.value(
        `select count(*) from audit_entries where action = 'partner.act'
      and partner_id = :'id'`,
        { id: partner.id },
      )
    assert.equal(count(), '1', 'adding the administrator')
    const other = await signIn(server.url, 'superadmin', superadminPassword)
    const acting = other.actingAs(partner.id)
    await Promise.all(Array.from({ length: 8 }, () => acting.ok('GET', '/users')))
    assert.equal(count(), '2', 'another session')
    server.sql(`update sessions set acted_on = acted_on - 1 where acted_on is not null`)
    await acting.ok('GET', '/users')
    assert.equal(count(), '3', 'another day')
    await acme.superadmin.ok('GET', '/users')
    await acting.ok('GET', '/users')
    assert.equal(count(), '3')
    const seen = (await (await server.signIn('watched-admin')).ok('GET', '/audit?limit=1000')).items
    assert.equal(
      seen.filter(
        (entry) => entry.action === 'partner.act' && entry.actor.username === 'superadmin',
      ).length,
      3,
    )
  })

  test("changes to partners made meanwhile stay out of that partner's log", async () => {
    await acme.superadmin.ok('POST', '/partners', {
      name: 'secret',
      slug: 'secret',
      currency: 'USD',
    })
    assert.equal(newest('partner', 'partner.create').chain, '')
    const log = await acme.admin.get('/audit?limit=1000')
    assert.ok(!log.text.includes('secret'))
    await acme.superadmin.ok('PATCH', '/me', { name: 'Root' })
    assert.equal(newest('user', 'user.update').chain, '')
  })
})
