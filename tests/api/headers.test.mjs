// Headers of every route, of the console and of refusals, behind a proxy that speaks https: what
// tells a browser to be careful, and nothing that tells a stranger what runs here.
import assert from 'node:assert/strict'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'

import { head, raw } from './lib/raw.mjs'
import { bootstrapPassword, startServer } from './lib/server.mjs'

const NOWHERE = '018bcfe5-6800-7000-8000-000000000000'
const parts = { period: '2023-11', provider: 'aws', external_id: '000000000000', number: '1' }

let server, admin, routes

before(async () => {
  const webDir = mkdtempSync(join(tmpdir(), 'proforma-web-'))
  writeFileSync(join(webDir, 'index.html'), '<!doctype html><title>console</title>')
  writeFileSync(join(webDir, 'app-1a2b3c4d.js'), 'export {}')
  server = await startServer({ settings: { web_dir: webDir, public_url: 'https://bills.example.com' } });
  ({ admin } = await server.newPartner('headers'))
  const { paths } = await server.nobody().ok('GET', '/openapi.json')
  routes = Object.entries(paths).flatMap(([path, operations]) =>
    ['get', 'post', 'put', 'patch', 'delete'].filter((method) => operations[method]).map((method) =>
      [method.toUpperCase(), path.replaceAll(/\{(\w+)\}/g, (_, name) => parts[name] ?? NOWHERE)]))
})
after(() => server?.stop())

// Of every answer, whatever it is.
function assertCareful({ 'content-type': _, date, ...headers }, what) {
  assert.equal(headers['x-content-type-options'], 'nosniff', what)
  assert.equal(headers['x-frame-options'], 'DENY', what)
  assert.match(headers['referrer-policy'] ?? '', /^(same-origin|no-referrer)$/, what)
  const policy = headers['content-security-policy'] ?? ''
  assert.match(policy, /(^|; ?)default-src 'none'/, what)
  assert.match(policy, /frame-ancestors 'none'/, what)
  assert.doesNotMatch(policy, /unsafe-|\*|https?:|script-src (?!'self';)/, what)
  for (const name of ['server', 'x-powered-by', 'via', 'access-control-allow-origin',
    'access-control-allow-credentials'])
    assert.equal(headers[name], undefined, `${what}: ${name}`)
  assert.doesNotMatch(JSON.stringify(headers), /libmicrohttpd|postgres|\b\d+\.\d+\.\d+\b/i, what)
}

const assertHttps = (headers, what) =>
  assert.match(headers['strict-transport-security'] ?? '', /^max-age=\d{8,}/, what)

const everyHeader = (reply) => Object.fromEntries(reply.headers)

describe('headers', () => {
  test('of every route, as somebody and as nobody', async () => {
    for (const [method, path] of routes) {
      const url = path.startsWith('/api') ? path : path.slice(1)
      const body = ['POST', 'PUT', 'PATCH'].includes(method) ? {} : undefined
      const isSignIn = path === '/api/v1/session'
      for (const client of isSignIn ? [server.nobody()] : [admin, server.nobody()]) {
        const reply = await client.api(method, url, body, { headers: { origin: 'https://evil.example' } })
        const what = `${method} ${path} ${reply.status}`
        assert.ok(reply.status < 500, what)
        assertCareful(everyHeader(reply), what)
        assertHttps(everyHeader(reply), what)
        if (path.startsWith('/api/') && path !== '/api/v1/openapi.json')
          assert.equal(reply.headers.get('cache-control'), 'no-store', what)
        if (reply.text) assert.match(reply.headers.get('content-type'), /json|csv|text\/plain|event-stream/, what)
      }
    }
  })

  test('of the console', async () => {
    for (const path of ['/', '/billing', '/app-1a2b3c4d.js', '/missing.js', '/../../etc/passwd']) {
      const reply = await raw(server.url, head('GET', path))
      assertCareful(reply.headers, path)
      assertHttps(reply.headers, path)
      assert.doesNotMatch(reply.body, /root:/)
      assert.equal(reply.headers['set-cookie'], undefined)
    }
  })

  test('of what is refused before any route is asked', async () => {
    for (const request of [head('GET', '/api/v1/nothing'), head('PATCH', '/api/v1/payers'),
      head('GET', '/api/v1/%zz'), head('GET', `/api/v1/${'x'.repeat(9000)}`), head('BREW', '/api/v1/payers'),
      head('TRACE', '/', { Cookie: 'secret-of-the-browser' }), head('OPTIONS', '/api/v1/payers'),
      head('HEAD', '/api/v1/payers'), 'no HTTP at all\r\n\r\n',
      head('POST', '/api/v1/session', { 'Content-Length': '999999999' })]) {
      const reply = await raw(server.url, request)
      const what = request.slice(0, 60)
      assert.ok(reply.status >= 400 && reply.status < 500, `${what}: ${reply.status}`)
      assertCareful(reply.headers, what)
      assertHttps(reply.headers, what)
      assert.ok(!reply.text.includes('secret-of-the-browser'), what)
    }
  })

  test('of cookies that are set and taken back', async () => {
    const reply = await server.nobody().post('/session', { username: 'headers-admin', password: 'Everyday-6-password' })
    const gone = await server.nobody().api('DELETE', '/session', undefined, { headers: {
      cookie: reply.headers.get('set-cookie').split(';')[0], 'x-csrf-token': reply.json.csrf_token } })
    assert.equal(gone.status, 204)
    for (const cookie of [reply.headers.get('set-cookie'), gone.headers.get('set-cookie')]) {
      const [, ...flags] = cookie.split('; ')
      for (const flag of ['Path=/', 'HttpOnly', 'SameSite=Strict', 'Secure'])
        assert.ok(flags.includes(flag), `${cookie} has no ${flag}`)
      assert.doesNotMatch(cookie, /domain=/i)
    }
    const refused = await server.nobody().post('/session', { username: 'superadmin', password: `not ${bootstrapPassword}` })
    assert.equal(refused.headers.get('set-cookie'), null)
  })
})
