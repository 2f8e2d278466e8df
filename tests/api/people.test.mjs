// The people of a partner.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'

import { newestEntry } from './lib/audit.mjs'
import { Client, assertProblem, signIn, startServer, userPassword } from './lib/server.mjs'

const NOWHERE = '018bcfe5-6800-7000-8000-000000000000'

let server
let acme
let globex

before(async () => {
  server = await startServer()
  acme = await server.newPartner('acme')
  globex = await server.newPartner('globex', { currency: 'CNY' })
})
after(() => server?.stop())

const newest = (entity, action) => newestEntry(server, entity, action)

describe('people of a partner', () => {
  const user = (extra) => ({ username: 'pat', role: 'finance', password: userPassword, ...extra })
  let payer

  before(async () => {
    payer = await server.newPayer(acme.admin, { external_id: '111111111111' })
  })

  test('are added with all that was given, and the password nowhere to be seen', async () => {
    const reply = await acme.admin.post(
      '/users',
      user({
        name: 'Pat',
        email: 'pat@acme.example',
        role: 'payer_admin',
        payer_ids: [payer.id.toUpperCase()],
      }),
    )
    assert.equal(reply.status, 201)
    assert.deepEqual(
      { ...reply.json, id: 0, created_at: 0 },
      {
        id: 0,
        username: 'pat',
        name: 'Pat',
        email: 'pat@acme.example',
        role: 'payer_admin',
        payer_ids: [payer.id],
        billing_group_ids: [],
        language: 'zh-CN',
        state: 'active',
        must_change_password: true,
        created_at: 0,
        last_sign_in_at: null,
      },
    )
    const read = await acme.admin.get(`/users/${reply.json.id}`)
    assert.deepEqual({ ...read.json, created_at: 0 }, { ...reply.json, created_at: 0 })
    const listed = (await acme.admin.ok('GET', '/users?limit=1000')).items.find(
      (one) => one.username === 'pat',
    )
    assert.deepEqual(listed, read.json)
    const entry = newest('user', 'user.create')
    assert.equal(entry.before, null)
    assert.equal(entry.after.username, 'pat')
    const told =
      reply.text + read.text + server.value(`select string_agg(after, '') from audit_entries`)
    assert.ok(!told.includes(userPassword) && !told.includes('argon2id'))
  })

  test('are refused when something is wrong, and nothing is left', async () => {
    const stranger = await server.newPayer(globex.admin, { external_id: '222222222222' })
    for (const [extra, code, pointer] of [
      [{ username: 'PAT' }, 'username_taken', '/username'],
      [{ username: 'superadmin' }, 'username_taken', '/username'],
      [{ username: 'two words' }, 'invalid_field', '/username'],
      [{ username: '' }, 'invalid_field', '/username'],
      [{ username: 'x'.repeat(101) }, 'invalid_field', '/username'],
      [{ username: 'tab\there' }, 'invalid_field', '/username'],
      [{ role: 'superadmin' }, 'invalid_field', '/role'],
      [{ role: 'king' }, 'invalid_field', '/role'],
      [{ role: undefined }, 'invalid_field', '/role'],
      [{ password: undefined }, 'invalid_field', '/password'],
      [{ password: 'short' }, 'weak_password', '/password'],
      [{ password: 'fresh-user', username: 'fresh-user' }, 'weak_password', '/password'],
      [{ email: 'x' }, 'invalid_field', '/email'],
      [{ language: 'fr' }, 'invalid_field', '/language'],
      [{ id: NOWHERE }, 'invalid_field', '/id'],
      [{ password_hash: 'x' }, 'invalid_field', '/password_hash'],
      [{ payer_ids: [payer.id] }, 'invalid_field', '/payer_ids'],
      [{ role: 'payer_admin', payer_ids: ['x'] }, 'invalid_field', '/payer_ids/0'],
      [{ role: 'payer_admin', payer_ids: [NOWHERE] }, 'invalid_field', '/payer_ids'],
      [{ role: 'payer_admin', payer_ids: [payer.id, stranger.id] }, 'invalid_field', '/payer_ids'],
      [{ role: 'customer', billing_group_ids: [NOWHERE] }, 'invalid_field', '/billing_group_ids'],
    ])
      assertProblem(await acme.admin.post('/users', user({ username: 'wrong', ...extra })), code, {
        pointer,
      })
    assert.equal(
      server.value(`select count(*) from users where username in ('wrong', 'fresh-user')`),
      '0',
    )
  })

  test('are changed in part', async () => {
    const { id } = await acme.admin.ok(
      'POST',
      '/users',
      user({ username: 'max', role: 'payer_admin', payer_ids: [payer.id] }),
    )
    assert.deepEqual((await acme.admin.ok('PATCH', `/users/${id}`, { name: 'Max' })).payer_ids, [
      payer.id,
    ])
    const changed = await acme.admin.ok('PATCH', `/users/${id}`, { role: 'auditor' })
    assert.deepEqual(changed.payer_ids, [], 'the limits of the old role are gone')
    assert.equal(changed.name, 'Max')
    assert.equal(
      server.value(`select count(*) from user_scopes where user_id = :'id'`, { id }),
      '0',
    )
    assertProblem(
      await acme.admin.patch(`/users/${id}`, { role: 'finance', payer_ids: [payer.id] }),
      'invalid_field',
      { pointer: '/payer_ids' },
    )
    assertProblem(await acme.admin.patch(`/users/${id}`, { username: 'PAT' }), 'username_taken')
    assertProblem(await acme.admin.patch(`/users/${id}`, { role: 'superadmin' }), 'invalid_field', {
      pointer: '/role',
    })
    const entry = newest('user', 'user.update')
    assert.equal(entry.before.role, 'payer_admin')
    assert.equal(entry.after.role, 'auditor')
  })

  test('are changed by one person at a time', async () => {
    const { id } = await acme.admin.ok('POST', '/users', user({ username: 'tag' }))
    const etag = (await acme.admin.get(`/users/${id}`)).headers.get('etag')
    const write = (name) =>
      acme.admin.patch(`/users/${id}`, { name }, { headers: { 'if-match': etag } })
    assert.equal((await write('first')).status, 200)
    assertProblem(await write('second'), 'precondition_failed', { status: 412 })
    assert.equal((await acme.admin.ok('GET', `/users/${id}`)).name, 'first')
  })

  test('lose their sessions by a reset, and must change the new password', async () => {
    const rob = await server.newUser(acme.admin, { username: 'rob', role: 'finance' })
    const reset = 'Given-by-the-admin-1'
    const changed = await acme.admin.ok('PATCH', `/users/${rob.user.id}`, { password: reset })
    assert.equal(changed.must_change_password, true)
    assertProblem(await rob.get('/me'), 'unauthenticated')
    const again = await signIn(server.url, 'rob', reset)
    assert.equal(again.user.must_change_password, true)
    assert.equal(newest('user', 'user.password_reset').entity_id, rob.user.id)
  })

  test('lose sessions and API keys when disabled, for good', async () => {
    const ann = await server.newUser(acme.admin, { username: 'ann', role: 'partner_admin' })
    const { key } = await ann.ok('POST', '/api-keys', {
      name: 'nightly',
      permissions: ['payer.read'],
    })
    const program = new Client(server.url, { key })
    await program.ok('GET', '/payers')
    await acme.admin.ok('PATCH', `/users/${ann.user.id}`, { state: 'disabled' })
    assertProblem(await ann.get('/me'), 'unauthenticated')
    assertProblem(await program.get('/payers'), 'unauthenticated')
    await acme.admin.ok('PATCH', `/users/${ann.user.id}`, { state: 'active' })
    assertProblem(await ann.get('/me'), 'unauthenticated')
    assertProblem(await program.get('/payers'), 'unauthenticated')
    await signIn(server.url, 'ann', userPassword)
  })

  test('are deleted with all they could sign in with', async () => {
    const tmp = await server.newUser(acme.admin, { username: 'tmp', role: 'finance' })
    assert.equal((await acme.admin.delete(`/users/${tmp.user.id}`)).status, 204)
    assertProblem(await tmp.get('/me'), 'unauthenticated')
    assertProblem(await acme.admin.get(`/users/${tmp.user.id}`), 'not_found')
    assertProblem(await acme.admin.delete(`/users/${tmp.user.id}`), 'not_found')
    const entry = newest('user', 'user.delete')
    assert.equal(entry.before.username, 'tmp')
    assert.equal(entry.after, null)
  })

  test('keep at least one administrator', async () => {
    const { admin, partner } = await server.newPartner('solo')
    const me = `/users/${admin.user.id}`
    for (const change of [{ state: 'disabled' }, { role: 'finance' }])
      assertProblem(await admin.patch(me, change), 'last_admin', { status: 409 })
    assertProblem(await admin.delete(me), 'last_admin', { status: 409 })
    const second = await server.newUser(admin, { username: 'solo-second', role: 'partner_admin' })

    const both = await Promise.all([
      admin.patch(`/users/${second.user.id}`, { state: 'disabled' }),
      second.patch(me, { state: 'disabled' }),
    ])
    assert.equal(
      server.value(
        `select count(*) from users where partner_id = :'id' and role = 'partner_admin'
      and state = 'active'`,
        { id: partner.id },
      ),
      '1',
    )
    assert.equal(
      both.filter((reply) => reply.status === 200).length,
      1,
      both.map((reply) => reply.text).join('\n'),
    )
  })

  test('are listed page by page, in the order of their names', async () => {
    const { admin } = await server.newPartner('paged')
    for (const username of ['paged-b', 'paged-a', 'Paged-C'])
      await admin.ok('POST', '/users', user({ username }))
    const names = []
    let cursor = null
    do {
      const page = await admin.ok(
        'GET',
        `/users?limit=1${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`,
      )
      assert.equal(page.items.length, 1)
      names.push(page.items[0].username)
      cursor = page.next_cursor
    } while (cursor)
    assert.deepEqual(names, ['paged-a', 'paged-admin', 'paged-b', 'Paged-C'])
    for (const bad of ['!!', 'x', 'AA', '%00'])
      assert.ok((await admin.get(`/users?cursor=${bad}`)).status < 500)
    assertProblem(await admin.get('/users?limit=0'), 'invalid_parameter', {
      status: 400,
      pointer: '?limit',
    })
  })

  test('of another partner do not exist', async () => {
    const theirs = `/users/${globex.admin.user.id}`
    for (const [method, body] of [['GET'], ['PATCH', { state: 'disabled' }], ['DELETE']])
      assertProblem(await acme.admin.api(method, theirs, body), 'not_found', { status: 404 })
    assert.ok(
      !(await acme.admin.ok('GET', '/users?limit=1000')).items.some((one) =>
        one.username.startsWith('globex'),
      ),
    )
    // naming another partner by header changes nothing for who is no superadmin
    const sneaky = new Client(server.url, { ...acme.admin, partner: globex.partner.id })
    assertProblem(await sneaky.get(theirs), 'not_found')
    assert.equal((await sneaky.ok('GET', '/me')).partner.slug, 'acme')
  })
})
