// Sessions, keys, CSRF tokens and idempotency keys in the wrong hands: replayed, planted, expired,
// revoked, mixed. What identity.test.mjs and api_keys.test.mjs show of each alone is not repeated.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'

import { Client, assertProblem, signIn, startServer, userPassword } from './lib/server.mjs'

const NOWHERE = '018bcfe5-6800-7000-8000-000000000000'
const changing = ['post', 'put', 'patch', 'delete']

let server, acme, globex
let count = 0

before(async () => {
  server = await startServer()
  acme = await server.newPartner('acme')
  globex = await server.newPartner('globex')
})
after(() => server?.stop())

const fresh = (role = 'partner_admin', more = {}) =>
  server.newUser(acme.admin, { username: `person-${++count}`, role, ...more })
const dead = async (client, path = '/payers') =>
  assertProblem(await client.get(path), 'unauthenticated', { status: 401 })
const withCookie = (cookie, more) => new Client(server.url, { cookie, ...more })
const newKey = async (owner, permissions) =>
  new Client(server.url, { key: (await owner.ok('POST', '/api-keys', { name: 'k', permissions })).key })

// Every changing route of the API, with something in its path.
async function changingRoutes() {
  const { paths } = await server.nobody().ok('GET', '/openapi.json')
  return Object.entries(paths).flatMap(([path, operations]) =>
    changing.filter((method) => operations[method]?.['x-permission']).map((method) => [
      method.toUpperCase(), path.replaceAll(/\{(\w+)\}/g, NOWHERE)]))
}

describe('fixation', () => {
  test('a cookie that was there before does not become the session', async () => {
    const planted = withCookie(`proforma_session=${'A'.repeat(43)}`)
    const victim = await fresh()
    const reply = await planted.post('/session', { username: victim.user.username, password: userPassword })
    assert.equal(reply.status, 200)
    await dead(planted)
    assert.notEqual(reply.headers.get('set-cookie').split(';')[0], planted.cookie)
  })

  test("an attacker's own session, planted, does not become the victim's", async () => {
    const attacker = await fresh()
    const victim = await fresh('finance')
    const reply = await withCookie(attacker.cookie)
      .post('/session', { username: victim.user.username, password: userPassword })
    assert.equal(reply.status, 200)
    await dead(attacker)
    const cookie = reply.headers.get('set-cookie').split(';')[0]
    assert.equal((await withCookie(cookie).ok('GET', '/me')).user.username, victim.user.username)
  })

  test('a wrong password neither ends nor opens a session', async () => {
    const person = await fresh()
    const reply = await person.post('/session', { username: person.user.username, password: 'Wrong-password-1' })
    assertProblem(reply, 'invalid_credentials', { status: 401 })
    assert.equal(reply.headers.get('set-cookie'), null)
    await person.ok('GET', '/payers')
  })
})

describe('replay', () => {
  test('of a session that was signed out is nobody, also for writes and streams', async () => {
    const person = await fresh()
    const copy = withCookie(person.cookie, { csrfToken: person.csrfToken })
    await person.ok('DELETE', '/session')
    for (const [method, path, body] of [['GET', '/me'], ['GET', '/payers'], ['GET', '/bills?period=2023-11'],
      ['GET', `/jobs/${NOWHERE}/events`], ['PATCH', '/me', { name: 'x' }], ['POST', '/payers', {}],
      ['POST', `/payers/${NOWHERE}/uploads?filename=x`, 'x']])
      assertProblem(await copy.api(method, path, body), 'unauthenticated', { status: 401 })
  })

  test('of the session from before a change of the password is nobody elsewhere', async () => {
    const person = await fresh()
    const elsewhere = await signIn(server.url, person.user.username, userPassword)
    const key = await newKey(person, ['payer.read'])
    await person.ok('POST', '/me/password', { current_password: userPassword, new_password: 'Another-9-password' })
    await dead(elsewhere)
    await person.ok('GET', '/payers')
    await key.ok('GET', '/payers')
  })

  test('of a CSRF token in another session, of another or of the same person, is refused', async () => {
    const [one, two] = [await fresh(), await fresh()]
    const again = await signIn(server.url, one.user.username, userPassword)
    for (const token of [two.csrfToken, again.csrfToken])
      assertProblem(await withCookie(one.cookie, { csrfToken: token }).patch('/me', { name: 'x' }),
        'csrf_required', { status: 403 })
    await one.ok('DELETE', '/session')
    assertProblem(await withCookie(again.cookie, { csrfToken: one.csrfToken }).patch('/me', { name: 'x' }),
      'csrf_required')
  })
})

describe('CSRF', () => {
  test('no changing route takes a session without its token', async () => {
    const person = await fresh()
    const routes = await changingRoutes()
    assert.ok(routes.length > 30, routes.length)
    for (const [method, path] of routes) {
      const type = path.endsWith('/uploads') ? 'application/octet-stream' : 'application/json'
      const body = method === 'DELETE' || path.endsWith('/retry') ? undefined : '{}'
      for (const headers of [{}, { 'x-csrf-token': globex.admin.csrfToken },
        { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }])
        assertProblem(await person.api(method, path, body, { csrf: false,
          headers: { ...(body && { 'content-type': type }), ...headers } }), 'csrf_required', { status: 403 })
    }
    await person.ok('GET', '/payers')
  })

  test('the token is not taken from the address, the body or a cookie', async () => {
    const person = await fresh()
    const bare = withCookie(`${person.cookie}; x-csrf-token=${person.csrfToken}; csrf_token=${person.csrfToken}`)
    const reply = await bare.patch('/me?csrf_token=x', { name: 'x', csrf_token: person.csrfToken })
    assertProblem(reply, 'csrf_required', { status: 403 })
  })

  test('a method in a header or the address changes nothing', async () => {
    const person = await fresh()
    const reply = await person.get('/session', { headers: { 'x-http-method-override': 'DELETE' } })
    assert.ok([404, 405].includes(reply.status))
    await person.get('/session?_method=DELETE')
    await person.ok('GET', '/me')
  })
})

describe('expiry', () => {
  test('of a session holds for reads and for writes', async () => {
    const person = await fresh()
    server.sql(`update sessions set last_seen_at = now() - interval '2 days',
      expires_at = now() - interval '1 second' where user_id = :'id'`, { id: person.user.id })
    await dead(person)
    await dead(person, '/me')
    assertProblem(await person.patch('/me', { name: 'x' }), 'unauthenticated')
    assertProblem(await person.delete('/session'), 'unauthenticated')
  })

  test('of a key holds for reads and for writes', async () => {
    const person = await fresh()
    const key = await newKey(person, ['payer.read', 'payer.write'])
    await key.ok('GET', '/payers')
    server.sql(`update api_keys set expires_at = now() - interval '1 second' where user_id = :'id'`,
      { id: person.user.id })
    await dead(key)
    assertProblem(await key.post('/payers', { name: 'x', external_id: '1', provider: 'focus' }), 'unauthenticated')
  })
})

// What each change does at once to what the person already holds.
describe('revocation', () => {
  const holder = async (role = 'partner_admin', more) => {
    const person = await fresh(role, more)
    return { person, key: await newKey(person, ['payer.read', 'group.write']) }
  }

  test('a person who is disabled or deleted has no session and no key', async () => {
    for (const end of [(id) => acme.admin.ok('PATCH', `/users/${id}`, { state: 'disabled' }),
      (id) => acme.admin.ok('DELETE', `/users/${id}`)]) {
      const { person, key } = await holder()
      await key.ok('GET', '/payers')
      await end(person.user.id)
      await dead(person)
      await dead(key)
    }
  })

  test('a smaller role is smaller for sessions and keys', async () => {
    const { person, key } = await holder()
    const write = (client) => client.post('/billing-groups', { name: `group ${++count}` })
    assert.equal((await write(person)).status, 201)
    assert.equal((await write(key)).status, 201)
    await acme.admin.ok('PATCH', `/users/${person.user.id}`, { role: 'finance' })
    for (const client of [person, key]) {
      assertProblem(await write(client), 'forbidden', { status: 403 })
      await client.ok('GET', '/payers')
    }
    await acme.admin.ok('PATCH', `/users/${person.user.id}`, { role: 'customer' })
    for (const client of [person, key]) assertProblem(await client.get('/payers'), 'forbidden')
  })

  test('smaller limits are smaller for sessions and keys', async () => {
    const [one, two] = [await server.newPayer(acme.admin, { external_id: '800000000001' }),
      await server.newPayer(acme.admin, { external_id: '800000000002' })]
    const { person, key } = await holder('payer_admin', { payer_ids: [one.id, two.id] })
    for (const client of [person, key]) await client.ok('GET', `/payers/${two.id}`)
    await acme.admin.ok('PATCH', `/users/${person.user.id}`, { payer_ids: [one.id] })
    for (const client of [person, key]) {
      await client.ok('GET', `/payers/${one.id}`)
      assertProblem(await client.get(`/payers/${two.id}`), 'not_found', { status: 404 })
    }
  })

  test('a password that was reset must be changed before anything else, and ends the sessions', async () => {
    const { person } = await holder()
    await acme.admin.ok('PATCH', `/users/${person.user.id}`, { password: 'Given-by-the-admin-1' })
    await dead(person)
    const again = await signIn(server.url, person.user.username, 'Given-by-the-admin-1')
    assertProblem(await again.get('/payers'), 'password_change_required', { status: 403 })
  })

  test('a suspended partner is closed to its people and its keys', async () => {
    const hooli = await server.newPartner('hooli')
    const key = await newKey(hooli.admin, ['payer.read'])
    const superadmin = await server.superadmin()
    await superadmin.ok('PATCH', `/partners/${hooli.partner.id}`, { state: 'suspended' })
    await dead(hooli.admin)
    await dead(key)
    assertProblem(await server.nobody().post('/session', { username: 'hooli-admin', password: userPassword }),
      'invalid_credentials')
  })
})

describe('keys and cookies', () => {
  test('are not taken for each other', async () => {
    const person = await fresh()
    const key = await newKey(person, ['payer.read', 'payer.write'])
    const token = person.cookie.split('=')[1]
    await dead(withCookie(`proforma_session=${key.key}`))
    for (const authorization of [`Bearer ${token}`, `Bearer pf_${token}`, `Basic ${key.key}`, key.key])
      assertProblem(await server.nobody().get('/payers', { headers: { authorization } }), 'unauthenticated')
  })

  test('a header that is no key does not fall back to the cookie', async () => {
    const person = await fresh()
    for (const authorization of ['Bearer pf_wrong', 'Basic YTpi', 'x'])
      assertProblem(await person.get('/payers', { headers: { authorization } }), 'unauthenticated')
  })

  test('a key beside a session is the key alone', async () => {
    const [person, other] = [await fresh(), await fresh()]
    const key = await newKey(other, ['payer.read'])
    const both = withCookie(person.cookie, { key: key.key, csrfToken: person.csrfToken })
    await both.ok('GET', '/payers')
    assertProblem(await both.get('/me'), 'forbidden')
    assertProblem(await both.post('/billing-groups', { name: 'x' }), 'forbidden')
    const alone = new Client(server.url, { key: key.key })
    const reply = await alone.get('/payers')
    assert.equal(reply.headers.get('set-cookie'), null)
  })

  test('a key does not act as another partner', async () => {
    const key = await newKey(acme.admin, ['user.read'])
    const inside = new Client(server.url, { key: key.key, partner: globex.partner.id })
    assertProblem(await inside.get(`/users/${globex.admin.user.id}`), 'not_found', { status: 404 })
    await inside.ok('GET', `/users/${acme.admin.user.id}`)
  })
})

describe('idempotency keys', () => {
  const create = (client, external_id, key = 'shared-key') =>
    client.post('/payers', { name: 'n', provider: 'focus', external_id }, { headers: { 'idempotency-key': key } })

  test("are each person's and each partner's own", async () => {
    const mine = await create(acme.admin, 'idem-own')
    assert.equal(mine.status, 201)
    const theirs = await create(globex.admin, 'idem-own')
    assert.equal(theirs.status, 201)
    assert.notEqual(theirs.json.id, mine.json.id)
    assert.equal(theirs.headers.get('idempotent-replayed'), null)
    const colleague = await fresh()
    assertProblem(await create(colleague, 'idem-own'), 'payer_exists', { status: 409 })
    const acting = await create(acme.superadmin, 'idem-own')
    assertProblem(acting, 'payer_exists', { status: 409 })
  })

  test("of a superadmin belong to the partner acted as", async () => {
    const one = await create(acme.superadmin, 'idem-acting', 'acting')
    const two = await create(globex.superadmin, 'idem-acting', 'acting')
    assert.deepEqual([one.status, two.status], [201, 201])
    assert.notEqual(one.json.id, two.json.id)
  })

  test('tell nothing any more to who may not make it any more', async () => {
    const person = await fresh()
    assert.equal((await create(person, 'idem-gone', 'gone')).status, 201)
    await acme.admin.ok('PATCH', `/users/${person.user.id}`, { role: 'finance' })
    assertProblem(await create(person, 'idem-gone', 'gone'), 'forbidden', { status: 403 })
  })
})

describe('the time that signing in takes', () => {
  const PAIRS = 15 // more when they do not agree yet, as on a busy machine, up to
  const MOST = 75
  const PEOPLE = 10 // of each kind: nobody is asked for more often than anybody may be wrong
  const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1]
  let address = 0

  async function time(username, password) {
    const headers = { 'x-forwarded-for': `10.9.${++address >> 8}.${address & 255}` }
    const start = performance.now()
    const reply = await server.nobody().post('/session', { username, password }, { headers })
    assert.equal(reply.status, 401)
    return performance.now() - start
  }

  // Of a pair, one right after the other, so that the machine's other work weighs on both alike.
  async function ratio(known, unknown, isKnownFirst) {
    const [first, second] = isKnownFirst ? [known, unknown] : [unknown, known]
    const times = [await time(first, 'Wrong-password-1'), await time(second, 'Wrong-password-1')]
    return isKnownFirst ? times[0] / times[1] : times[1] / times[0]
  }

  async function people(admin, name, more) {
    const users = Array.from({ length: PEOPLE }, (_, i) => ({ username: `${name}-${i}`, role: 'finance', ...more }))
    await Promise.all(users.map((user) => admin.ok('POST', '/users', { password: userPassword, must_change_password: false, ...user })))
    return users.map(({ username }) => username)
  }

  test('does not tell who exists, who is disabled or whose partner is suspended', async () => {
    const umbrella = await server.newPartner('umbrella')
    const cases = { active: await people(acme.admin, 'active'), disabled: await people(acme.admin, 'disabled', { state: 'disabled' }),
      suspended: await people(umbrella.admin, 'suspended') }
    await (await server.superadmin()).ok('PATCH', `/partners/${umbrella.partner.id}`, { state: 'suspended' })
    for (const [name, known] of Object.entries(cases)) {
      const ratios = []
      const isSame = () => median(ratios) > 0.85 && median(ratios) < 1.18
      while (ratios.length < PAIRS || (ratios.length < MOST && !isSame()))
        ratios.push(await ratio(known[ratios.length % PEOPLE], `stranger-${name}-${ratios.length}`, ratios.length % 2 === 0))
      assert.ok(isSame(), `${name}: ${median(ratios)} of ${ratios.length}`)
    }
  })
})
