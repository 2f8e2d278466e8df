// Keys of programs.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'

import { newestEntry } from './lib/audit.mjs'
import { Client, assertProblem, startServer, userPassword } from './lib/server.mjs'

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

describe('API keys', () => {
  let made
  let program

  before(async () => {
    made = await acme.admin.ok('POST', '/api-keys', {
      name: 'export',
      permissions: ['payer.read', 'user.read'],
    })
    program = new Client(server.url, { key: made.key })
  })

  test('are shown once, and kept as a hash', async () => {
    assert.match(made.key, /^pf_[\w-]{43}$/)
    assert.equal(made.prefix, made.key.slice(0, 11))
    const listed = await acme.admin.get('/api-keys')
    assert.ok(!listed.text.includes(made.key))
    assert.deepEqual(Object.keys(listed.json.items[0]).sort(), [
      'created_at',
      'expires_at',
      'id',
      'last_used_at',
      'name',
      'permissions',
      'prefix',
    ])
    const entry = newest('api_key', 'api_key.create')
    assert.equal(entry.after.name, 'export')
    assert.ok(!JSON.stringify(entry).includes(made.key))
    assert.equal(
      server.value(
        `select count(*) from api_keys where token_hash = sha256(:'key'::bytea)
      or name = :'key' or prefix = :'key'`,
        { key: made.key },
      ),
      '0',
    )
  })

  test('may what they list and no more', async () => {
    await program.ok('GET', '/payers')
    await program.ok('GET', '/users')
    for (const [method, path, body] of [
      ['GET', '/accounts'],
      ['POST', '/payers', { name: 'x', provider: 'aws', external_id: '333333333333' }],
      ['GET', '/audit'],
      ['GET', '/me'],
      ['PATCH', '/me', { name: 'x' }],
      ['GET', '/sessions'],
      ['DELETE', '/session'],
      [
        'POST',
        '/me/password',
        { current_password: userPassword, new_password: 'Another-9-password' },
      ],
      ['GET', '/api-keys'],
      ['POST', '/api-keys', { name: 'child', permissions: ['payer.read'] }],
    ])
      assertProblem(await program.api(method, path, body), 'forbidden', { status: 403 })
  })

  test('need no CSRF token, and do not become a session in a cookie', async () => {
    const { key } = await acme.admin.ok('POST', '/api-keys', {
      name: 'w',
      permissions: ['payer.write'],
    })
    const writer = new Client(server.url, { key })
    assert.equal(
      (
        await writer.post('/payers', {
          name: 'by key',
          provider: 'aws',
          external_id: '444444444444',
        })
      ).status,
      201,
    )
    assert.equal(newest('payer', 'payer.create').actor, 'acme-admin')
    const inCookie = await new Client(server.url, { cookie: `proforma_session=${key}` }).post(
      '/payers',
      { name: 'by cookie', provider: 'aws', external_id: '555555555555' },
    )
    assert.ok([401, 403].includes(inCookie.status), inCookie.text)
  })

  test('never get more than their owner has', async () => {
    const finance = await server.newUser(acme.admin, { username: 'key-owner', role: 'payer_admin' })
    for (const [permissions, code, pointer] of [
      [['plan.write'], 'forbidden', '/permissions/0'],
      [['payer.read', 'audit.read'], 'forbidden', '/permissions/1'],
      [['bill.eat'], 'invalid_field', '/permissions/0'],
      [['self'], 'invalid_field', '/permissions/0'],
      [['api_key.write'], 'invalid_field', '/permissions/0'],
      [['partner.manage'], 'forbidden', '/permissions/0'],
      [[], 'invalid_field', '/permissions'],
    ])
      assertProblem(await finance.post('/api-keys', { name: 'greedy', permissions }), code, {
        pointer,
      })
    const { key } = await finance.ok('POST', '/api-keys', {
      name: 'ok',
      permissions: ['payer.read', 'upload.write'],
    })
    const keyed = new Client(server.url, { key })
    await keyed.ok('GET', '/payers')
    await acme.admin.ok('PATCH', `/users/${finance.user.id}`, { role: 'customer' })
    assertProblem(await keyed.get('/payers'), 'forbidden')
  })

  test('do not make people, or reset those, who may more', async () => {
    const { key } = await acme.admin.ok('POST', '/api-keys', {
      name: 'people',
      permissions: ['user.read', 'user.write', 'bill.read', 'insight.read'],
    })
    const hr = new Client(server.url, { key })
    const user = { username: 'made-by-key', password: userPassword, role: 'customer' }
    const { id } = await hr.ok('POST', '/users', user)
    await hr.ok('PATCH', `/users/${id}`, { name: 'Made by key' })
    for (const role of ['partner_admin', 'payer_admin', 'finance', 'auditor']) {
      assertProblem(await hr.post('/users', { ...user, username: `key-${role}`, role }), 'forbidden')
      assertProblem(await hr.patch(`/users/${id}`, { role }), 'forbidden', { status: 403 })
    }
    const boss = `/users/${acme.admin.user.id}`
    assertProblem(await hr.patch(boss, { password: 'Taken-over-1-password' }), 'forbidden')
    assertProblem(await hr.delete(boss), 'forbidden')
    assert.equal((await hr.delete(`/users/${id}`)).status, 204)
  })

  test('expire and are revoked', async () => {
    const soon = await acme.admin.ok('POST', '/api-keys', {
      name: 'soon',
      permissions: ['payer.read'],
      expires_at: '2999-01-01T00:00:00Z',
    })
    const keyed = new Client(server.url, { key: soon.key })
    await keyed.ok('GET', '/payers')
    server.sql(`update api_keys set expires_at = now() - interval '1 second' where id = :'id'`, {
      id: soon.id,
    })
    assertProblem(await keyed.get('/payers'), 'unauthenticated')
    assertProblem(
      await acme.admin.post('/api-keys', {
        name: 'late',
        permissions: ['payer.read'],
        expires_at: '2020-01-01T00:00:00Z',
      }),
      'invalid_field',
      { pointer: '/expires_at' },
    )

    const other = await server.newUser(acme.admin, { username: 'key-other', role: 'partner_admin' })
    for (const stranger of [other, globex.admin, acme.superadmin])
      assertProblem(await stranger.delete(`/api-keys/${made.id}`), 'not_found', { status: 404 })
    assert.deepEqual((await other.ok('GET', '/api-keys')).items, [])
    assert.equal((await acme.admin.delete(`/api-keys/${made.id}`)).status, 204)
    assertProblem(await program.get('/payers'), 'unauthenticated')
    assert.equal(newest('api_key', 'api_key.delete').before.name, 'export')
  })

  test('are not for a superadmin who acts', async () => {
    assertProblem(
      await acme.superadmin.post('/api-keys', { name: 'x', permissions: ['payer.read'] }),
      'forbidden',
      { status: 403 },
    )
  })

  test('that are no keys open nothing', async () => {
    for (const authorization of [
      'Bearer pf_',
      `Bearer pf_${'x'.repeat(43)}`,
      'Bearer x',
      'Basic YTpi',
      made.key,
      '',
    ])
      assertProblem(
        await server.nobody().get('/payers', { headers: { authorization } }),
        'unauthenticated',
      )
  })
})
