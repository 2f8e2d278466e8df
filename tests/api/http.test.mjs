// How HTTP is spoken: what every route has in common, and what happens to requests that are not
// as they should be.
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { brotliCompressSync, gzipSync } from 'node:zlib'

import { head, raw } from './lib/raw.mjs'
import { assertProblem, startServer } from './lib/server.mjs'
import { unread } from './lib/sockets.mjs'
import { until } from './lib/wait.mjs'

const missingId = '01a1fdd1-bbb7-709f-89b4-02cfd00064f0'
let server
let admin
let web

before(async () => {
  web = makeConsole()
  server = await startServer({ settings: { upload_limit_mb: 1, web_dir: web } })
  ;({ admin } = await server.newPartner('http'))
})
after(async () => {
  await server.stop()
  rmSync(dirname(web), { recursive: true, force: true })
})

// The headers of a signed-in browser, for raw requests.
const browser = () => ({ Cookie: admin.cookie, 'X-CSRF-Token': admin.csrfToken })
const json = (text) => ({ 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) })
const at = (path) => fetch(`${server.url}${path}`)
const alive = async () => assert.equal((await at('/healthz')).status, 200)
// The log line of a request; it is written when the answer is out, so it may be a moment late.
const logged = (matches) => until('logged', () => server.events('request').find(matches))
const newPayer = (external_id) => server.newPayer(admin, { external_id, provider: 'focus' })
const newPayerBody = (id) => JSON.stringify({ name: `Payer ${id}`, provider: 'focus', external_id: id })

describe('without signing in', () => {
  test('health and readiness are told', async () => {
    assert.equal((await at('/healthz')).status, 200)
    assert.equal((await at('/readyz')).status, 200)
  })

  test('the description is the one the command line prints', async () => {
    const reply = await fetch(`${server.url}/api/v1/openapi.json`)
    const printed = await server.cli('openapi')
    assert.equal(reply.status, 200)
    assert.equal(await reply.text(), printed.stdout)
  })

  test('metrics count requests by route', async () => {
    await admin.get('/payers')
    const reply = await fetch(`${server.url}/metrics`)
    assert.match(reply.headers.get('content-type'), /^text\/plain/)
    const text = await reply.text()
    assert.match(text, /^proforma_requests_total\{method="GET",route="\/api\/v1\/payers",status="2xx"\} [1-9]/m)
    assert.match(text, /^proforma_request_duration_seconds_bucket\{.*le="\+Inf"\} [1-9]/m)
    assert.match(text, /^# TYPE proforma_jobs gauge$/m)
    assert.match(text, /^proforma_database_connections_busy\{role="platform"\} 1$/m)
  })

  test('metrics are not for those behind a proxy', async () => {
    const reply = await server.nobody().get(`${server.url}/metrics`, {
      headers: { 'X-Forwarded-For': '203.0.113.7' },
    })
    assertProblem(reply, 'forbidden', { status: 403 })
  })

  test('everything else asks who it is', async () => {
    for (const [method, path] of [['GET', '/payers'], ['GET', `/payers/${missingId}`], ['GET', '/me'],
      ['DELETE', '/session'], ['PATCH', '/me'], ['GET', '/bills?nonsense=1']]) {
      const reply = await server.nobody().api(method, path)
      assertProblem(reply, 'unauthenticated', { status: 401 })
      assert.equal(reply.headers.get('www-authenticate'), 'Bearer')
    }
  })
})

describe('every answer', () => {
  test('carries the security headers and its request id', async () => {
    for (const reply of [await admin.get('/payers'), await admin.get('/nothing'),
      await server.nobody().get('/me')]) {
      assert.equal(reply.headers.get('x-content-type-options'), 'nosniff')
      assert.equal(reply.headers.get('referrer-policy'), 'same-origin')
      assert.equal(reply.headers.get('cache-control'), 'no-store')
      assert.match(reply.headers.get('content-security-policy'), /frame-ancestors 'none'/)
      assert.match(reply.headers.get('proforma-request-id'), /^[0-9a-f-]{36}$/)
      assert.equal(reply.headers.get('strict-transport-security'), null)
    }
  })

  test('names its request in the log', async () => {
    const reply = await admin.get('/payers?nonsense=1')
    const id = reply.headers.get('proforma-request-id')
    assert.equal(reply.json.request_id, id)
    const line = await logged((event) => event.request_id === id)
    assert.equal(line.status, 400)
    assert.equal(line.path, '/api/v1/payers')
    assert.equal(line.code, 'invalid_parameter')
  })

  test('is in the language that is asked for', async () => {
    const title = async (headers, client = server.nobody()) =>
      (await client.get('/payers/x', { headers })).json.title
    assert.equal(await title({ 'accept-language': 'zh-CN,zh;q=0.9' }), '请先登录')
    assert.equal(await title({ 'accept-language': 'en' }), 'Sign in first')
    assert.equal(await title({ 'accept-language': 'en' }, admin), 'Not found')
    assert.equal(await title({ 'accept-language': 'zh' }, admin), '未找到')
    const detail = async (language) =>
      (await admin.get('/payers?limit=0', { headers: { 'accept-language': language } })).json.detail
    assert.match(await detail('en'), /^query parameter "limit" must be from 1 to \d+$/)
    assert.match(await detail('zh-CN'), /^查询参数“limit”：必须在 1 到 \d+ 之间$/)
  })
})

describe('addresses and methods', () => {
  test('an address that is not there is 404', async () => {
    for (const path of ['/nothing', '/payers/', '//payers', '/payers/x/y/z', '/Payers'])
      assertProblem(await admin.get(path), 'not_found', { status: 404 })
  })

  test('what is no id names nothing', async () => {
    for (const id of ['1', 'x', '%2e%2e', `${missingId}0`, '%00', '%ff', missingId])
      assertProblem(await admin.get(`/payers/${id}`), 'not_found', { status: 404 })
  })

  test('a method that is not there is 405 and tells which are', async () => {
    for (const method of ['PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
      const reply = await admin.api(method, '/payers')
      assertProblem(reply, 'method_not_allowed', { status: 405 })
      assert.equal(reply.headers.get('allow'), 'GET, HEAD, POST')
    }
    const reply = await raw(server.url, head('BREW', '/api/v1/payers'))
    assert.equal(reply.status, 405)
  })

  test('HEAD is GET without the body', async () => {
    const get = await fetch(`${server.url}/api/v1/payers`, { headers: { cookie: admin.cookie } })
    const reply = await raw(server.url, head('HEAD', '/api/v1/payers', browser()))
    assert.equal(reply.status, 200)
    assert.equal(reply.body, '')
    assert.equal(reply.headers['content-length'], get.headers.get('content-length'))
    assert.equal(reply.headers.etag, get.headers.get('etag'))
  })
})

describe('query parameters', () => {
  test('unknown, repeated and misshapen ones are refused by name', async () => {
    for (const [query, pointer] of [['nothing=1', '?nothing'], ['limit=1&limit=2', '?limit'],
      ['limit=0', '?limit'], ['limit=1001', '?limit'], ['limit=x', '?limit'], ['limit=', '?limit'],
      ['cursor=%21', '?cursor']])
      assertProblem(await admin.get(`/payers?${query}`), 'invalid_parameter', { status: 400, pointer })
  })

  test('what is not percent-encoded UTF-8 is refused', async () => {
    for (const target of ['/api/v1/payers?limit=%', '/api/v1/payers?%zz=1', '/api/v1/payers?limit=%FF',
      '/api/v1/payers?limit=%00', '/api/v1/payers?limit=%C0%80']) {
      const reply = await raw(server.url, head('GET', target, browser()))
      assert.equal(reply.status, 400, target)
      assert.equal(reply.json.code, 'invalid_parameter')
    }
  })

  test('a forged cursor is refused, whatever it hides', async () => {
    for (const text of ['x', "' or 1=1", '{"a":1}', '\u0001', '9'.repeat(500)]) {
      const reply = await admin.get(`/payers?cursor=${Buffer.from(text).toString('base64url')}`)
      assert.ok(reply.status === 400 || reply.status === 200, `${reply.status} ${reply.text}`)
    }
    await alive()
  })

  test('pages follow each other without gap or repetition', async () => {
    for (let i = 0; i < 7; i++) await newPayer(`page-${i}`)
    const all = (await admin.ok('GET', '/payers?limit=1000')).items.map((payer) => payer.id)
    const seen = []
    for (let cursor = null; ; ) {
      const page = await admin.ok('GET', `/payers?limit=3${cursor ? `&cursor=${cursor}` : ''}`)
      assert.ok(page.items.length <= 3)
      assert.ok(page.items.every((payer) => !('cursor' in payer)))
      seen.push(...page.items.map((payer) => payer.id))
      cursor = page.next_cursor
      if (!cursor) break
    }
    assert.deepEqual(seen, all)
  })
})

describe('versions', () => {
  test('a read that has not changed is 304', async () => {
    const payer = await newPayer('etag')
    const first = await admin.get(`/payers/${payer.id}`)
    const tag = first.headers.get('etag')
    assert.match(tag, /^"[0-9a-f]{32}"$/)
    for (const known of [tag, `W/${tag}`, `"x", ${tag}`, '*']) {
      const again = await admin.get(`/payers/${payer.id}`, { headers: { 'if-none-match': known } })
      assert.equal(again.status, 304, known)
      assert.equal(again.text, '')
      assert.equal(again.headers.get('etag'), tag)
    }
    const other = await admin.get(`/payers/${payer.id}`, { headers: { 'if-none-match': '"x"' } })
    assert.equal(other.status, 200)
  })

  test('a lost race is 412 and changes nothing', async () => {
    const payer = await newPayer('race')
    const tag = (await admin.get(`/payers/${payer.id}`)).headers.get('etag')
    const change = (name, match) => admin.patch(`/payers/${payer.id}`, { name }, { headers: { 'if-match': match } })
    const first = await change('first', tag)
    assert.equal(first.status, 200)
    assertProblem(await change('second', tag), 'precondition_failed', { status: 412 })
    assert.equal((await admin.ok('GET', `/payers/${payer.id}`)).name, 'first')
    /* The answer to the change is the new version. */
    assert.equal((await change('third', first.headers.get('etag'))).status, 200)
    assert.equal((await change('fourth', '*')).status, 200)
  })
})

describe('bodies', () => {
  test('other types than JSON are refused', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/jsonx',
      'application/json; charset=gbk'])
      assertProblem(await admin.post('/payers', newPayerBody('t'), { headers: { 'content-type': type } }),
        'unsupported_media_type', { status: 415 })
    const reply = await raw(server.url, [head('POST', '/api/v1/payers', { ...browser(), 'Content-Length': 2 }), '{}'])
    assert.equal(reply.status, 415)
    const packed = await admin.post('/payers', gzipSync(newPayerBody('packed')), {
      headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
    })
    assertProblem(packed, 'unsupported_media_type', { status: 415 })
  })

  test('what is not JSON, or not in agreement with itself, is refused', async () => {
    const post = (body) => admin.post('/payers', body, { headers: { 'content-type': 'application/json' } })
    for (const body of ['{', 'nothing', '{"name":"a"} x', '{"name":"a","name":"b"}', '\u0000',
      Buffer.from('{"name":"\xff"}', 'latin1'), '['.repeat(5000), `${'{"a":'.repeat(200)}1${'}'.repeat(200)}`])
      assertProblem(await post(body), 'invalid_json', { status: 400 })
    for (const body of ['[]', '"x"', '7', 'null', '']) {
      const reply = await post(body)
      assert.ok(reply.status === 400 || reply.status === 422, `${body}: ${reply.text}`)
    }
  })

  test('a member at fault is pointed at', async () => {
    const post = (extra) => admin.post('/payers', { name: 'n', provider: 'focus', external_id: 'm', ...extra })
    for (const [extra, pointer] of [[{ nothing: 1 }, '/nothing'], [{ name: 7 }, '/name'], [{ name: null }, '/name'],
      [{ provider: 'azure' }, '/provider'], [{ name: 'a\nb' }, '/name'], [{ external_id: '' }, '/external_id'],
      [{ name: 1e308 }, '/name'], [{ id: missingId }, '/id']])
      assertProblem(await post(extra), 'invalid_field', { status: 422, pointer })
  })

  test('one that is announced as too large is refused before it is sent', async () => {
    const headers = { ...browser(), 'Content-Type': 'application/json', 'Content-Length': 1 << 30 }
    const reply = await raw(server.url, head('POST', '/api/v1/payers', headers))
    assert.equal(reply.status, 413)
    assert.equal(reply.json.code, 'body_too_large')
    assert.ok(reply.closed)
    const expecting = await raw(server.url, head('POST', '/api/v1/payers', { ...headers, Expect: '100-continue' }))
    assert.deepEqual(expecting.statuses, [413])
  })

  test('one that turns out too large is refused', async () => {
    const chunk = `10000\r\n${' '.repeat(0x10000)}\r\n`
    const pieces = [head('POST', '/api/v1/payers', { ...browser(), 'Content-Type': 'application/json',
      'Transfer-Encoding': 'chunked' }), ...Array.from({ length: 20 }, () => chunk), '0\r\n\r\n']
    const reply = await raw(server.url, pieces)
    assert.equal(reply.status, 413)
    assert.equal(reply.json.code, 'body_too_large')
  })

  test('strangers may send little', async () => {
    const body = JSON.stringify({ username: 'x', password: 'y'.repeat(20_000) })
    assertProblem(await server.nobody().post('/session', body, { headers: { 'content-type': 'application/json' } }),
      'body_too_large', { status: 413 })
  })

  test('chunks of any size are put together', async () => {
    const body = newPayerBody('chunked')
    const chunks = [...body].map((letter) => `1\r\n${letter}\r\n`).join('')
    const reply = await raw(server.url, [head('POST', '/api/v1/payers', { ...browser(),
      'Content-Type': 'application/json', 'Transfer-Encoding': 'chunked' }), chunks, '0\r\n\r\n'])
    assert.equal(reply.status, 201, reply.text)
    assert.equal(reply.json.external_id, 'chunked')
  })
})

describe('requests that two programs could read in two ways', () => {
  const body = newPayerBody('smuggled')
  const post = (headers, sent = body) =>
    raw(server.url, [head('POST', '/api/v1/payers', { ...browser(), 'Content-Type': 'application/json', ...headers }), sent])

  for (const [name, headers] of Object.entries({
    'two lengths': { 'Content-Length': [5, Buffer.byteLength(body)] },
    'the same length twice': { 'Content-Length': [Buffer.byteLength(body), Buffer.byteLength(body)] },
    'a length and a transfer coding': { 'Content-Length': 5, 'Transfer-Encoding': 'chunked' },
    'two transfer codings': { 'Transfer-Encoding': ['chunked', 'chunked'] },
    'an unknown transfer coding': { 'Transfer-Encoding': 'gzip, chunked' },
    'two hosts': { Host: ['a', 'b'], 'Content-Length': Buffer.byteLength(body) },
    'a length that is no number': { 'Content-Length': 'abc' },
    'a negative length': { 'Content-Length': '-1' },
  }))
    test(name, async () => {
      const reply = await post(headers)
      assert.equal(reply.status, 400, reply.text)
      assert.match(reply.headers['content-type'], /^application\/problem\+json/)
      assert.equal(reply.json?.code, 'bad_request', reply.text)
      assert.equal(reply.statuses.length, 1)
      assert.ok(reply.closed)
      await alive()
    })

  test('nothing of them was done', () => {
    assert.equal(server.value("select count(*) from payers where external_id = 'smuggled'"), '0')
  })
})

describe('requests that are broken', () => {
  test('bad chunks', async () => {
    for (const chunks of ['zz\r\n', '5\r\nabc\r\n', '-1\r\n', 'ffffffffffffffffff\r\n', '3\r\nabcd\r\n']) {
      const reply = await raw(server.url, [head('POST', '/api/v1/payers', { ...browser(),
        'Content-Type': 'application/json', 'Transfer-Encoding': 'chunked' }), chunks], { half: true, enough: alive })
      assert.ok(reply.status === undefined || reply.status === 400 || reply.status === 413, reply.text)
      if (reply.status) assert.match(reply.headers['content-type'], /^application\/problem\+json/)
    }
  })

  test('headers that are too long', async () => {
    for (const size of [17_000, 40_000, 300_000]) {
      const reply = await raw(server.url, head('GET', '/api/v1/payers', { 'X-Long': 'a'.repeat(size) }))
      assert.equal(reply.status, 431)
      assert.equal(reply.json.code, 'headers_too_large')
    }
    const long = await raw(server.url, head('GET', `/api/v1/payers?limit=${'1'.repeat(10_000)}`))
    assert.equal(long.status, 431)
    const most = { 'X-Long': 'a'.repeat(8_000), 'X-Longer': 'b'.repeat(7_500) }
    const reply = await raw(server.url, head('GET', '/api/v1/payers', { ...browser(), ...most }))
    assert.equal(reply.status, 200)
  })

  test('what is no HTTP at all', async () => {
    for (const bytes of ['\x16\x03\x01\x02\x00\x01\x00\r\n\r\n', 'GET\r\n\r\n', '\r\n\r\n\r\n', 'GET / HTTP/9.9\r\n\r\n',
      'GET /healthz HTTP/1.1\r\nno colon\r\n\r\n', 'GET /healthz HTTP/1.1\r\n\r\n', '\0'.repeat(2000),
      head('GET', 'http://other/healthz'), head('GET', '*'), head('GET', 'healthz')]) {
      const reply = await raw(server.url, bytes, { half: true, enough: alive })
      assert.ok(reply.status === undefined || reply.status === 400, reply.text)
      if (reply.status) assert.equal(reply.json?.code, 'bad_request', reply.text)
    }
  })

  test('a body that never comes to its end', async () => {
    const headers = { ...browser(), 'Content-Type': 'application/json', 'Content-Length': 100 }
    const reply = await raw(server.url, [head('POST', '/api/v1/payers', headers), '{"name":'], { half: true, enough: alive })
    assert.equal(reply.status, undefined)
  })

  test('whoever has asked and closed its side is answered and not waited for', async () => {
    const began = Date.now()
    const asked = Array.from({ length: 8 }, () =>
      raw(server.url, head('GET', '/healthz').repeat(4), { answers: Infinity, half: true }))
    for (const { statuses, closed } of await Promise.all(asked)) {
      assert.ok(closed)
      assert.deepEqual(statuses, [200, 200, 200, 200])
    }
    assert.ok(Date.now() - began < 20_000, `${Date.now() - began} ms`)
  })

  test('several on one connection are answered in order', async () => {
    const requests = [head('GET', '/healthz'), head('GET', '/api/v1/payers?limit=1', browser()),
      head('GET', '/api/v1/nothing', browser()), head('GET', '/api/v1/me', browser()), head('GET', '/readyz')]
    const reply = await raw(server.url, requests.join(''), { answers: 5 })
    assert.deepEqual(reply.statuses, [200, 200, 404, 200, 200])
  })

  test('a refusal keeps the connection', async () => {
    const body = newPayerBody('kept')
    const reply = await raw(server.url, [head('POST', '/api/v1/payers', json(body)) + body + head('GET', '/healthz')], { answers: 2 })
    assert.deepEqual(reply.statuses, [401, 200])
  })
})

describe('CSRF', () => {
  test('a write with a session needs its token', async () => {
    const post = (headers) => admin.post('/payers', { name: 'n', provider: 'focus', external_id: 'csrf' }, { headers, csrf: false })
    assertProblem(await post({}), 'csrf_required', { status: 403 })
    assertProblem(await post({ 'x-csrf-token': 'x' }), 'csrf_required', { status: 403 })
    assertProblem(await post({ 'x-csrf-token': '' }), 'csrf_required', { status: 403 })
    assertProblem(await post({ 'x-csrf-token': admin.csrfToken.slice(1) }), 'csrf_required', { status: 403 })
    assert.equal(server.value("select count(*) from payers where external_id = 'csrf'"), '0')
  })

  test('the cookie is out of reach of scripts and other sites', async () => {
    const reply = await server.nobody().post('/session', { username: 'http-admin', password: 'Everyday-6-password' })
    assert.match(reply.headers.get('set-cookie'), /^proforma_session=[\w-]{43,}; Path=\/; HttpOnly; SameSite=Strict$/)
  })

  test('two session cookies are nobody', async () => {
    const reply = await raw(server.url, head('GET', '/api/v1/me', { Cookie: `proforma_session=x; ${admin.cookie}` }))
    assert.equal(reply.status, 401)
  })
})

describe('Idempotency-Key', () => {
  const create = (key, external_id, name = 'n') =>
    admin.post('/payers', { name, provider: 'focus', external_id }, { headers: { 'idempotency-key': key } })

  test('the same request gets the same answer, once done', async () => {
    const first = await create('k1', 'idem-1')
    const second = await create('k1', 'idem-1')
    assert.equal(first.status, 201)
    assert.equal(second.status, 201)
    assert.equal(second.text, first.text)
    assert.equal(first.headers.get('idempotent-replayed'), null)
    assert.equal(second.headers.get('idempotent-replayed'), 'true')
  })

  test('another request is refused', async () => {
    await create('k2', 'idem-2')
    assertProblem(await create('k2', 'idem-3'), 'idempotency_conflict', { status: 409 })
    assert.equal(server.value("select count(*) from payers where external_id = 'idem-3'"), '0')
  })

  test('a failure is not kept', async () => {
    assertProblem(await create('k3', 'idem-1'), 'payer_exists', { status: 409 })
    assert.equal((await create('k3', 'idem-4')).status, 201)
  })

  test('of many at the same time one is done', async () => {
    const replies = await Promise.all(Array.from({ length: 12 }, () => create('k5', 'idem-5')))
    assert.deepEqual([...new Set(replies.map((reply) => reply.status))], [201])
    assert.equal(new Set(replies.map((reply) => reply.text)).size, 1)
    assert.equal(server.value("select count(*) from payers where external_id = 'idem-5'"), '1')
  })

  test('a key is free again after a day', async () => {
    await create('k7', 'idem-7')
    server.sql("update idempotency_keys set created_at = now() - interval '25 hours' where key = 'k7'")
    assert.equal((await create('k7', 'idem-8')).status, 201)
    assert.equal(server.value("select count(*) from idempotency_keys where key = 'k7'"), '1')
  })

  test('keys have a form', async () => {
    assertProblem(await create('k'.repeat(201), 'idem-6'), 'bad_request', { status: 400 })
  })
})

describe('uploads', () => {
  let payer
  before(async () => {
    payer = await newPayer('999999999999')
  })
  const target = () => `/api/v1/payers/${payer.id}/uploads?filename=x.csv`
  const parts = () => readdirSync(join(server.dataDir, 'uploads')).filter((name) => name.endsWith('.part'))
  const jobs = () => server.value('select count(*) from jobs')

  test('strangers and the forbidden are refused before a byte is sent', async () => {
    const headers = { 'Content-Length': 500_000, Expect: '100-continue' }
    assert.deepEqual((await raw(server.url, head('POST', target(), headers))).statuses, [401])
    const auditor = await server.newUser(admin, { username: 'http-auditor', role: 'auditor' })
    const refused = await raw(server.url, head('POST', target(), { ...headers, Cookie: auditor.cookie, 'X-CSRF-Token': auditor.csrfToken }))
    assert.deepEqual(refused.statuses, [403])
    const allowed = await raw(server.url, head('POST', target(), { ...headers, ...browser() }))
    assert.deepEqual(allowed.statuses, [100])
  })

  test('one past the limit is refused, announced or not', async () => {
    const before = jobs()
    const announced = await raw(server.url, head('POST', target(), { ...browser(), 'Content-Length': 2 << 20 }))
    assert.equal(announced.status, 413)
    const chunk = `10000\r\n${'a'.repeat(0x10000)}\r\n`
    const chunked = await raw(server.url, [head('POST', target(), { ...browser(), 'Transfer-Encoding': 'chunked' }),
      ...Array.from({ length: 40 }, () => chunk), '0\r\n\r\n'])
    assert.equal(chunked.status, 413)
    assert.equal(chunked.json.code, 'body_too_large')
    await until('nothing of it is left', () => parts().length === 0)
    assert.equal(jobs(), before)
  })

  test('one that is cut off leaves nothing behind', async () => {
    const before = jobs()
    async function* cutOff() {
      yield head('POST', target(), { ...browser(), 'Content-Length': 500_000 }) + 'a'.repeat(100_000)
      await until('all of it is read', () => parts().length > 0 && unread(server.port) === 0)
    }
    await raw(server.url, cutOff(), { half: true, enough: alive })
    await until('nothing of it is left', () => parts().length === 0)
    assert.equal(jobs(), before)
    const line = await logged((event) => event.code === 'upload_incomplete')
    assert.match(line.path, /uploads$/)
  })
})

describe('events', () => {
  const insert = (state) => server.value(
    `insert into jobs (partner_id, id, kind, payload, state, attempts_max, lease_until, done, total)
     select p.id, gen_random_uuid(), 'test', '{}', '${state}', 1, now() + interval '1 hour', 1, 10
     from partners p where p.slug = 'http' returning id`)

  async function listen(id, client = admin) {
    const reply = await fetch(`${server.url}/api/v1/jobs/${id}/events`, { headers: { cookie: client.cookie } })
    assert.equal(reply.status, 200)
    assert.match(reply.headers.get('content-type'), /^text\/event-stream/)
    return reply.body.pipeThrough(new TextDecoderStream()).getReader()
  }

  async function collect(reader, until) {
    let text = ''
    while (!until.test(text)) {
      const { value, done } = await reader.read()
      if (done) break
      text += value
    }
    return text
  }

  test('a finished job is told at once, and the stream ends', async () => {
    const text = await collect(await listen(insert('done')), /never/)
    const events = text.trim().split('\n\n').map((event) => event.split('\n')[0])
    assert.deepEqual(events, ['event: progress', 'event: end'])
    assert.equal(JSON.parse(text.match(/data: (.*)/)[1]).state, 'done')
  })

  test('changes are told when they come', async () => {
    const id = insert('running')
    const reader = await listen(id)
    await collect(reader, /"done":1\b/)
    server.sql(`update jobs set done = 7 where id = '${id}'`)
    await collect(reader, /"done":7\b/)
    server.sql(`update jobs set state = 'done', done = 10, finished_at = now() where id = '${id}'`)
    const last = await collect(reader, /never/)
    assert.match(last, /event: end\ndata: .*"state":"done"/)
  })

  test('a stream ends when its session does', async () => {
    const other = await server.newUser(admin, { username: 'http-listener', role: 'partner_admin' })
    const reader = await listen(insert('running'), other)
    await collect(reader, /event: progress/)
    assert.equal((await other.delete('/session')).status, 204)
    const last = await collect(reader, /never/)
    assert.match(last, /event: error\ndata: .*"code":"unauthenticated"/)
  })

  test('HEAD tells the type and opens no stream', async () => {
    const reply = await raw(server.url, head('HEAD', `/api/v1/jobs/${insert('running')}/events`, browser()))
    assert.equal(reply.status, 200)
    assert.match(reply.headers['content-type'], /^text\/event-stream/)
  })

  test('a job that is not there has no events', async () => {
    assertProblem(await admin.get(`/jobs/${missingId}/events`), 'not_found', { status: 404 })
  })
})

describe('the console', () => {
  const get = (path, headers = {}) => raw(server.url, head('GET', path, headers))

  test('its own addresses are index.html', async () => {
    for (const path of ['/', '/billing', '/billing/2023-11?x=1', '/a/b/c']) {
      const reply = await get(path)
      assert.equal(reply.status, 200)
      assert.match(reply.body, /<title>console<\/title>/)
      assert.equal(reply.headers['cache-control'], 'no-cache')
      assert.match(reply.headers['content-security-policy'], /default-src 'none'; script-src 'self';/)
      assert.match(reply.headers['content-type'], /^text\/html/)
    }
  })

  test('hashed files are kept for ever and sent compressed', async () => {
    const plain = await get('/assets/app-1a2b3c4d.js')
    assert.equal(plain.status, 200)
    assert.equal(plain.headers['cache-control'], 'public, max-age=31536000, immutable')
    assert.equal(plain.headers['content-encoding'], undefined)
    assert.equal(plain.headers.vary, 'Accept-Encoding')
    for (const [accepted, encoding] of [['gzip, br', 'br'], ['gzip', 'gzip'], ['br;q=0, gzip', 'gzip'],
      ['identity', undefined], ['br;q=0', undefined], ['br;q=0.5', 'br']]) {
      const reply = await get('/assets/app-1a2b3c4d.js', { 'Accept-Encoding': accepted })
      assert.equal(reply.headers['content-encoding'], encoding, accepted)
    }
    const brotli = await get('/assets/app-1a2b3c4d.js', { 'Accept-Encoding': 'br' })
    assert.notEqual(brotli.headers.etag, plain.headers.etag)
  })

  test('what the browser has is not sent again', async () => {
    const { headers } = await get('/')
    const again = await get('/', { 'If-None-Match': headers.etag })
    assert.equal(again.status, 304)
    assert.equal(again.body, '')
  })

  test('nothing outside of its folder can be reached', async () => {
    for (const path of ['/../secret.txt', '/..%2fsecret.txt', '/%2e%2e/secret.txt', '/assets/../../secret.txt',
      '/assets//app-1a2b3c4d.js', '/./index.html.', '/secret.txt', '/app.js%00.html', '/link.txt', '/assets/app-1a2b3c4d.js.br/x.js']) {
      const reply = await get(path)
      assert.equal(reply.status, 404, path)
      assert.doesNotMatch(reply.text, /top secret/)
    }
  })

  test('a file that is not there is 404, not the console', async () => {
    assertProblem(await server.nobody().get(`${server.url}/assets/missing.js`), 'not_found')
    assertProblem(await server.nobody().post(`${server.url}/billing`, {}), 'method_not_allowed')
  })

  test('HUP loads it anew', async () => {
    writeFileSync(join(web, 'index.html'), '<!doctype html><title>newer</title>')
    server.signal('SIGHUP')
    await until('the new page is there', async () => /newer/.test((await get('/')).body))
  })
})

describe('under load and loss', () => {
  test('256 connections at once are all served', async () => {
    const replies = await Promise.all(Array.from({ length: 256 }, (_, i) =>
      raw(server.url, head('GET', i % 2 ? '/api/v1/payers?limit=1' : '/healthz', { ...browser(), Connection: 'close' }))))
    assert.equal(replies.filter((reply) => reply.status === 200).length, 256)
  })

  test('idle connections leave room for as many as the limit says, whichever of them stay', async () => {
    const small = await startServer({ settings: { connection_limit: 16 } })
    const open = () => new Promise((done) => {
      const socket = connect(small.port, '127.0.0.1')
      socket.on('error', () => {}).on('connect', () => socket.write(head('GET', '/healthz')))
      socket.once('data', () => done(socket)).once('close', () => done(undefined))
    })
    const kept = []
    try {
      for (let i = 0; i < 22; i++) {
        const socket = await open()
        assert.ok(socket, `connection ${i} is answered beside ${kept.length}`)
        if (i < 16 && i % 2) await new Promise((done) => socket.on('close', done).destroy())
        else kept.push(socket)
      }
    } finally {
      for (const socket of kept) socket.destroy()
      await small.stop()
    }
  })

  test('tenants that share a connection at the same moment see their own', async () => {
    const { admin: other } = await server.newPartner('http-other')
    await server.newPayer(other, { external_id: 'other-1', provider: 'focus' })
    const own = new Map()
    for (const client of [admin, other])
      own.set(client, (await client.ok('GET', '/payers?limit=1000')).items.map((payer) => payer.id))
    assert.ok(own.get(admin).length > 1)
    const clients = Array.from({ length: 300 }, (_, i) => (i % 3 ? admin : other))
    const seen = await Promise.all(clients.map(async (client) => {
      const { items } = await client.ok('GET', '/payers?limit=1000')
      return items.map((payer) => payer.id)
    }))
    seen.forEach((ids, i) => assert.deepEqual(ids, own.get(clients[i])))
  })

  test('a lost database connection is made anew', async () => {
    server.sql(`select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'proforma pipeline' and datname = current_database()`)
    await until('it is served again', async () => {
      const reply = await admin.get('/payers?limit=1')
      if (reply.status === 200) return true
      assertProblem(reply, 'unavailable', { status: 503 })
      assert.ok(Number(reply.headers.get('retry-after')) >= 1)
      return false
    })
  })

  test('a database that hangs answers 503, not never', async () => {
    const backends = server.sql(`select pid from pg_stat_activity
      where application_name = 'proforma pipeline' and datname = current_database()`).map((row) => Number(row.pid))
    assert.equal(backends.length, 4)
    for (const pid of backends) process.kill(pid, 'SIGSTOP')
    try {
      const began = Date.now()
      assertProblem(await admin.get('/payers?limit=1'), 'unavailable', { status: 503 })
      assert.ok(Date.now() - began < 10_000)
    } finally {
      for (const pid of backends) process.kill(pid, 'SIGCONT')
    }
    await until('it is served again', async () => (await admin.get('/payers?limit=1')).status === 200)
  })

  test('wrong passwords are slowed down, and only theirs', async () => {
    const attempt = (username) => server.nobody().post('/session', { username, password: 'wrong' })
    const replies = []
    for (let i = 0; i < 14; i++) replies.push(await attempt('guessed'))
    assert.deepEqual(new Set(replies.map((reply) => reply.status)), new Set([401, 429]))
    const refused = replies.find((reply) => reply.status === 429)
    assertProblem(refused, 'too_many_attempts')
    assert.ok(Number(refused.headers.get('retry-after')) >= 1)
    assertProblem(await attempt('another'), 'invalid_credentials')
  })

  test('no request was an error of the server', () => {
    assert.deepEqual(server.events('request').filter((event) => event.status === 500), [])
  })
})

// A folder like web/dist, with something beside it that must stay out of reach.
function makeConsole() {
  const folder = mkdtempSync(join(tmpdir(), 'proforma-web-'))
  const dist = join(folder, 'dist')
  mkdirSync(join(dist, 'assets'), { recursive: true })
  writeFileSync(join(folder, 'secret.txt'), 'top secret')
  writeFileSync(join(dist, 'index.html'), '<!doctype html><title>console</title>')
  symlinkSync(join(folder, 'secret.txt'), join(dist, 'link.txt'))
  const script = Buffer.from('export const a = 1\n'.repeat(100))
  writeFileSync(join(dist, 'assets/app-1a2b3c4d.js'), script)
  writeFileSync(join(dist, 'assets/app-1a2b3c4d.js.br'), brotliCompressSync(script))
  writeFileSync(join(dist, 'assets/app-1a2b3c4d.js.gz'), gzipSync(script))
  return dist
}
