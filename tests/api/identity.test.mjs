// Signing in, sessions, and what people do about themselves.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'

import { newestEntry } from './lib/audit.mjs'
import {
  Client,
  assertProblem,
  bootstrapPassword,
  signIn,
  startServer,
  userPassword,
} from './lib/server.mjs'

let server
let acme
let globex
let superadmin

before(async () => {
  server = await startServer()
  await theFirstSuperadmin()
  acme = await server.newPartner('acme')
  globex = await server.newPartner('globex', { currency: 'CNY' })
  superadmin = await server.superadmin()
})
after(() => server?.stop())

// What only a fresh server can show: until its first password is changed, it does nothing else.
async function theFirstSuperadmin() {
  const first = await signIn(server.url, 'superadmin', bootstrapPassword)
  assert.equal(first.user.must_change_password, true)
  for (const [method, path, body] of [
    ['GET', '/partners'],
    ['POST', '/partners', { name: 'x', slug: 'x', currency: 'USD' }],
    ['GET', '/sessions'],
    ['PATCH', '/me', { name: 'x' }],
    ['GET', '/users'],
    ['GET', '/payers'],
  ])
    assertProblem(await first.api(method, path, body), 'password_change_required', { status: 403 })
  const me = await first.ok('GET', '/me')
  assert.equal(me.must_change_password, true)
  assert.equal(me.user.role, 'superadmin')
  assert.equal(me.partner, null)
  await first.ok('DELETE', '/session')
}

// A client of the same session that the browser would be after a reload: all it knows is the cookie.
const reloaded = (client, csrfToken) =>
  new Client(client.base, { cookie: client.cookie, csrfToken })

const newest = (entity, action) => newestEntry(server, entity, action)

describe('signing in', () => {
  test('answers with the user, the forced change and a CSRF token, and sets a safe cookie', async () => {
    const reply = await server
      .nobody()
      .post('/session', { username: 'acme-admin', password: userPassword })
    assert.equal(reply.status, 200)
    assert.equal(reply.json.user.username, 'acme-admin')
    assert.equal(reply.json.user.role, 'partner_admin')
    assert.equal(reply.json.user.partner_id, acme.partner.id)
    assert.equal(reply.json.must_change_password, false)
    assert.match(reply.json.csrf_token, /^[\w-]{43}$/)
    const cookie = reply.headers.get('set-cookie')
    assert.match(cookie, /^proforma_session=[\w-]{43};/)
    for (const flag of ['HttpOnly', 'SameSite=Strict', 'Path=/'])
      assert.ok(cookie.includes(flag), cookie)
    assert.ok(!reply.text.includes(cookie.split(/[=;]/)[1]), 'the session token is in the body')
  })

  test('does not mind the case of the user name', async () => {
    const reply = await server
      .nobody()
      .post('/session', { username: 'ACME-Admin', password: userPassword })
    assert.equal(reply.status, 200)
    assert.equal(reply.json.user.username, 'acme-admin')
  })

  test('gives one answer for a wrong password, an unknown user, a disabled one and a suspended partner', async () => {
    await acme.admin.ok('POST', '/users', {
      username: 'asleep',
      role: 'finance',
      password: userPassword,
      must_change_password: false,
      state: 'disabled',
    })
    const gone = await server.newPartner('gone')
    await superadmin.ok('PATCH', `/partners/${gone.partner.id}`, { state: 'suspended' })
    const answers = []
    for (const [username, password] of [
      ['acme-admin', 'Wrong-password-1'],
      ['nobody-at-all', userPassword],
      ['asleep', userPassword],
      ['gone-admin', userPassword],
    ]) {
      const reply = await server.nobody().post('/session', { username, password })
      const problem = assertProblem(reply, 'invalid_credentials', { status: 401 })
      assert.equal(reply.headers.get('set-cookie'), null)
      answers.push(JSON.stringify({ ...problem, request_id: '' }))
    }
    assert.equal(new Set(answers).size, 1, answers.join('\n'))
  })

  test('makes a new token each time, and ends the session that came along', async () => {
    const one = await signIn(server.url, 'globex-admin', userPassword)
    const fixed = await one.post('/session', { username: 'globex-admin', password: userPassword })
    assert.equal(fixed.status, 200)
    const cookie = fixed.headers.get('set-cookie').split(';')[0]
    assert.notEqual(cookie, one.cookie)
    assertProblem(await one.get('/me'), 'unauthenticated', { status: 401 })
    assert.equal((await reloaded({ base: server.url, cookie }).get('/me')).status, 200)
  })

  test('never adopts a token that somebody chose', async () => {
    const planted = `proforma_session=${'A'.repeat(43)}`
    const reply = await new Client(server.url, { cookie: planted }).post('/session', {
      username: 'globex-admin',
      password: userPassword,
    })
    assert.equal(reply.status, 200)
    assert.notEqual(reply.headers.get('set-cookie').split(';')[0], planted)
    assertProblem(await new Client(server.url, { cookie: planted }).get('/me'), 'unauthenticated')
  })

  test('refuses what is not a sign-in', async () => {
    for (const [body, pointer] of [
      [{ username: 'x' }, '/password'],
      [{ password: 'x' }, '/username'],
      [{ username: 'x', password: 5 }, '/password'],
      [{ username: 'x', password: 'y', role: 'superadmin' }, '/role'],
      [{ username: 'x', password: 'y'.repeat(5000) }, '/password'],
    ])
      assertProblem(await server.nobody().post('/session', body), 'invalid_field', {
        status: 422,
        pointer,
      })
    assertProblem(
      await server
        .nobody()
        .post('/session', '{"username":', { headers: { 'content-type': 'application/json' } }),
      'invalid_json',
      { status: 400 },
    )
  })

  test('is recorded with the partner, without the password or a token', () => {
    const entry = newest('session', 'session.create')
    assert.equal(entry.actor, 'globex-admin')
    assert.equal(entry.chain, 'globex')
    assert.equal(entry.after.address, '127.0.0.1')
    assert.deepEqual(Object.keys(entry.after).sort(), ['address', 'expires_at', 'id', 'user_agent'])
  })

  test('keeps hashes only', () => {
    const [row] = server.sql(`select token_hash, csrf_token_hash from sessions limit 1`)
    assert.match(row.token_hash, /^\\x[0-9a-f]{64}$/)
    assert.match(row.csrf_token_hash, /^[0-9a-f]{64}$/)
    for (const { password_hash: hash } of server.sql('select password_hash from users'))
      assert.match(hash, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  })

  test('renews a hash made with weaker parameters', async () => {
    // argon2id of userPassword with t=1 and m=8 MiB
    const weak =
      '$argon2id$v=19$m=8192,t=1,p=1$e9rSbEk0k2HHdxsPph0GPQ$Q4K20dCsDLG3y0cC6KWjxuhiI5WYfbFxa6LPYXrBu9w'
    const kept = () => server.value(`select password_hash from users where username = 'acme-admin'`)
    server.sql(`update users set password_hash = :'weak' where username = 'acme-admin'`, { weak })
    await signIn(server.url, 'acme-admin', userPassword)
    const renewed = kept()
    assert.match(renewed, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    await signIn(server.url, 'acme-admin', userPassword)
    assert.equal(kept(), renewed)
  })
})

describe('sessions', () => {
  test('signing out ends the session on the server', async () => {
    const client = await signIn(server.url, 'acme-admin', userPassword)
    const reply = await client.delete('/session')
    assert.equal(reply.status, 204)
    assert.match(reply.headers.get('set-cookie'), /^proforma_session=;.*Max-Age=0/)
    assertProblem(await client.get('/me'), 'unauthenticated', { status: 401 })
    assertProblem(await client.delete('/session'), 'unauthenticated', { status: 401 })
  })

  test('end after a time without use, and live on by use', async () => {
    const client = await signIn(server.url, 'acme-admin', userPassword)
    const { id } = (await client.ok('GET', '/sessions')).items.find((session) => session.current)
    server.sql(
      `update sessions set last_seen_at = now() - interval '2 hours',
      expires_at = now() + interval '1 minute' where id = :'id'`,
      { id },
    )
    await client.ok('GET', '/me')
    const left = server.value(
      `select extract(epoch from expires_at - now())::int from sessions where id = :'id'`,
      { id },
    )
    assert.ok(left > 7000 && left < 7300, left)
    server.sql(
      `update sessions set last_seen_at = now() - interval '13 hours',
      expires_at = now() - interval '1 second' where id = :'id'`,
      { id },
    )
    assertProblem(await client.get('/me'), 'unauthenticated')
  })

  test('are listed to their owner alone, who can end them one by one', async () => {
    const here = await signIn(server.url, 'acme-admin', userPassword)
    const there = await signIn(server.url, 'acme-admin', userPassword)
    const { items } = await here.ok('GET', '/sessions')
    assert.equal(items.filter((session) => session.current).length, 1)
    assert.deepEqual(Object.keys(items[0]).sort(), [
      'created_at',
      'current',
      'id',
      'last_seen_at',
      'user_agent',
    ])
    const [other] = (await there.ok('GET', '/sessions')).items.filter((session) => session.current)

    for (const stranger of [globex.admin, superadmin, acme.superadmin])
      assertProblem(await stranger.delete(`/sessions/${other.id}`), 'not_found', { status: 404 })
    assert.equal((await here.delete(`/sessions/${other.id}`)).status, 204)
    assertProblem(await there.get('/me'), 'unauthenticated')
    await here.ok('GET', '/me')
    assert.equal(newest('session', 'session.delete').entity_id, other.id)
  })

  test('tell their CSRF token again to who has the cookie', async () => {
    const client = await signIn(server.url, 'acme-admin', userPassword)
    const me = await reloaded(client).ok('GET', '/me')
    assert.equal(me.csrf_token, client.csrfToken)
    await reloaded(client, me.csrf_token).ok('PATCH', '/me', { name: 'Acme Admin' })
  })

  test('write only with their own CSRF token', async () => {
    const one = await signIn(server.url, 'acme-admin', userPassword)
    const two = await signIn(server.url, 'globex-admin', userPassword)
    for (const token of [
      undefined,
      '',
      'x',
      `${one.csrfToken}x`,
      two.csrfToken,
      one.csrfToken.toUpperCase(),
    ])
      for (const [method, path, body] of [
        ['PATCH', '/me', { name: 'x' }],
        ['DELETE', '/session'],
        ['POST', '/users', { username: 'csrf', role: 'finance', password: userPassword }],
      ])
        assertProblem(await reloaded(one, token).api(method, path, body), 'csrf_required', {
          status: 403,
        })
    await one.ok('GET', '/me')
    assert.equal(server.value(`select count(*) from users where username = 'csrf'`), '0')
  })

  test('of nobody open nothing', async () => {
    for (const cookie of [
      undefined,
      'proforma_session=',
      `proforma_session=${'x'.repeat(43)}`,
      `proforma_session=${'x'.repeat(100000)}`.slice(0, 8000),
      "proforma_session='; drop table sessions; --",
    ])
      for (const path of [
        '/me',
        '/sessions',
        '/users',
        '/partners',
        '/api-keys',
        '/payers',
        '/accounts',
      ])
        assertProblem(await new Client(server.url, { cookie }).get(path), 'unauthenticated', {
          status: 401,
        })
  })
})

describe('oneself', () => {
  test('me says who, where and what', async () => {
    const me = await globex.admin.ok('GET', '/me')
    assert.deepEqual(me.partner, {
      id: globex.partner.id,
      name: 'globex',
      slug: 'globex',
      currency: 'CNY',
    })
    assert.equal(me.acting, false)
    assert.ok(me.permissions.includes('user.write') && me.permissions.includes('cost.read'))
    assert.ok(!me.permissions.includes('partner.manage'))

    const alone = await superadmin.ok('GET', '/me')
    assert.equal(alone.partner, null)
    assert.deepEqual(alone.permissions, ['self', 'partner.manage'])
    const acting = await globex.superadmin.ok('GET', '/me')
    assert.equal(acting.partner.slug, 'globex')
    assert.equal(acting.acting, true)
    assert.equal(acting.user.partner_id, null)
  })

  test('changes name, email and language, nothing else', async () => {
    const kim = await server.newUser(acme.admin, { username: 'kim', role: 'finance' })
    const changed = await kim.ok('PATCH', '/me', {
      name: '金',
      email: 'kim@acme.example',
      language: 'en',
    })
    assert.deepEqual(
      { ...changed, id: 0, partner_id: 0 },
      {
        id: 0,
        username: 'kim',
        name: '金',
        email: 'kim@acme.example',
        role: 'finance',
        language: 'en',
        partner_id: 0,
      },
    )
    for (const [body, pointer] of [
      [{ role: 'partner_admin' }, '/role'],
      [{ username: 'x' }, '/username'],
      [{ partner_id: globex.partner.id }, '/partner_id'],
      [{ language: 'fr' }, '/language'],
      [{ email: 'not an address' }, '/email'],
      [{ name: 'x'.repeat(201) }, '/name'],
    ])
      assertProblem(await kim.patch('/me', body), 'invalid_field', { pointer })
    const entry = newest('user', 'user.update')
    assert.equal(entry.actor, 'kim')
    assert.equal(entry.chain, 'acme')
    assert.equal(entry.before.name, 'kim')
    assert.equal(entry.after.name, '金')
  })

  test('changing the password needs the current one and a good new one', async () => {
    const kim = await server.signIn('kim')
    const change = (current_password, new_password) =>
      kim.post('/me/password', { current_password, new_password })
    assertProblem(await change('Wrong-password-1', 'Another-9-password'), 'invalid_credentials', {
      status: 401,
      pointer: '/current_password',
    })
    for (const weak of ['short', 'admin123456', 'password123', 'aaaaaaaaaaaa', userPassword])
      assertProblem(await change(userPassword, weak), 'weak_password', {
        status: 422,
        pointer: '/new_password',
      })
    await kim.ok('GET', '/me')
  })

  test('changing the password ends the other sessions and keeps this one', async () => {
    const lee = await server.newUser(acme.admin, { username: 'lee', role: 'finance' })
    const other = await signIn(server.url, 'lee', userPassword)
    await lee.ok('POST', '/me/password', {
      current_password: userPassword,
      new_password: 'Another-9-password',
    })
    assertProblem(await other.get('/me'), 'unauthenticated')
    await lee.ok('PATCH', '/me', { name: 'still here' })
    assertProblem(
      await server.nobody().post('/session', { username: 'lee', password: userPassword }),
      'invalid_credentials',
    )
    await signIn(server.url, 'lee', 'Another-9-password')
    const entry = newest('user', 'user.password_change')
    assert.equal(entry.actor, 'lee')
    assert.equal(entry.before, null)
    assert.equal(entry.after, null)
  })

  test('a forced change lifts the gate', async () => {
    await acme.admin.ok('POST', '/users', {
      username: 'new',
      role: 'finance',
      password: userPassword,
    })
    const fresh = await signIn(server.url, 'new', userPassword)
    assert.equal(fresh.user.must_change_password, true)
    assertProblem(await fresh.get('/payers'), 'password_change_required', { status: 403 })
    assertProblem(await fresh.post('/payers', {}), 'password_change_required', { status: 403 })
    await fresh.ok('POST', '/me/password', {
      current_password: userPassword,
      new_password: 'Another-9-password',
    })
    await fresh.ok('GET', '/payers')
    assert.equal((await fresh.ok('GET', '/me')).must_change_password, false)
  })
})

// Last, because it uses up the attempts of this machine.
describe('guessing', () => {
  test('is slowed down by user and then by address, with Retry-After, and the right password waits too', async () => {
    const replies = []
    for (let i = 0; i < 40 && replies.at(-1)?.status !== 429; i++)
      replies.push(
        await server
          .nobody()
          .post('/session', { username: 'globex-admin', password: `Wrong-password-${i}` }),
      )
    const last = replies.at(-1)
    assertProblem(last, 'too_many_attempts', { status: 429 })
    assert.ok(Number(last.headers.get('retry-after')) > 0)
    assert.ok(replies.slice(0, -1).every((reply) => reply.status === 401))
    assertProblem(
      await server.nobody().post('/session', { username: 'GLOBEX-admin', password: userPassword }),
      'too_many_attempts',
    )
    assertProblem(
      await server.nobody().post('/session', { username: 'globex-adm\u0130n', password: userPassword }),
      'too_many_attempts',
    )
    await globex.admin.ok('GET', '/me')
  })

  test('is slowed down by network where addresses are without number', async () => {
    const guess = (i) =>
      server.nobody().post('/session', { username: `guess-${i}`, password: 'Wrong-password-1' }, {
        headers: { 'x-forwarded-for': `2001:db8:0:7::${(i + 1).toString(16)}` },
      })
    let reply
    for (let i = 0; i < 60 && reply?.status !== 429; i++) reply = await guess(i)
    assertProblem(reply, 'too_many_attempts', { status: 429 })
    const other = { headers: { 'x-forwarded-for': '2001:db8:0:8::1' } }
    const body = { username: 'guess-other', password: 'Wrong-password-1' }
    assertProblem(await server.nobody().post('/session', body, other), 'invalid_credentials')
  })
})
