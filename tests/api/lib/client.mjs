// A program's view of the API: requests, sessions, problems.
import assert from 'node:assert/strict'
import { appendFileSync } from 'node:fs'

import { until } from './wait.mjs'

// Someone who calls the API: nobody, a browser session, or an API key.
export class Client {
  constructor(base, { cookie, csrfToken, key, partner, user } = {}) {
    Object.assign(this, { base, cookie, csrfToken, key, partner, user })
  }

  // → {status, headers, json, text}. `body`: an object becomes JSON, a string or Buffer is sent as
  // it is. `partner`: a superadmin acts as that partner.
  async api(method, path, body, { headers = {}, partner = this.partner, csrf = true } = {}) {
    const url = new URL(path.startsWith('/api/') || !path.startsWith('/') ? path : `/api/v1${path}`,
      this.base)
    const sent = { ...headers }
    if (this.cookie) sent.cookie = this.cookie
    if (this.csrfToken && csrf && method !== 'GET') sent['x-csrf-token'] = this.csrfToken
    if (this.key) sent.authorization = `Bearer ${this.key}`
    if (partner) sent['proforma-partner'] = partner
    const isJson = body !== undefined && typeof body !== 'string' && !ArrayBuffer.isView(body) &&
      typeof body.pipe !== 'function'
    if (isJson) sent['content-type'] ??= 'application/json'
    const reply = await fetch(url, {
      method,
      headers: sent,
      body: isJson ? JSON.stringify(body) : body,
      redirect: 'manual',
      duplex: 'half',
    })
    note(method, url, reply.status)
    const text = await reply.text()
    const type = reply.headers.get('content-type') ?? ''
    const json = /[/+]json\b/.test(type) && text ? JSON.parse(text) : undefined
    return { status: reply.status, headers: reply.headers, text, json }
  }

  get(path, options) {
    return this.api('GET', path, undefined, options)
  }
  post(path, body, options) {
    return this.api('POST', path, body, options)
  }
  put(path, body, options) {
    return this.api('PUT', path, body, options)
  }
  patch(path, body, options) {
    return this.api('PATCH', path, body, options)
  }
  delete(path, options) {
    return this.api('DELETE', path, undefined, options)
  }

  // The body of a reply that must have gone well.
  async ok(method, path, body, options) {
    const reply = await this.api(method, path, body, options)
    assert.ok(reply.status >= 200 && reply.status < 300,
      `${method} ${path}: ${reply.status} ${reply.text}`)
    return reply.json
  }

  // The same caller inside a partner (superadmin only).
  actingAs(partnerId) {
    return new Client(this.base, { ...this, partner: partnerId })
  }

  // Uploads a file (path-less: its bytes) and waits for its job; returns the finished job.
  async upload(payerId, bytes, filename, query = {}) {
    const search = new URLSearchParams({ filename, ...query })
    const { job_id: id } = await this.ok('POST', `/payers/${payerId}/uploads?${search}`, bytes, {
      headers: { 'content-type': 'application/octet-stream' },
    })
    return this.finishedJob(id)
  }

  finishedJob(id) {
    return until(`job ${id} finished`, async () => {
      const job = await this.ok('GET', `/jobs/${id}`)
      return (job.state === 'done' || job.state === 'failed') && job
    }, 120)
  }
}

// For tests/lib/routes_called.mjs: which routes have answered well.
function note(method, url, status) {
  const file = process.env.PROFORMA_TEST_CALLS
  if (file && status < 400) appendFileSync(file, `${method} ${url.pathname}\n`)
}

export async function signIn(base, username, password) {
  const nobody = new Client(base)
  const reply = await nobody.post('/session', { username, password })
  assert.equal(reply.status, 200, `sign-in of ${username}: ${reply.text}`)
  const cookie = reply.headers.get('set-cookie').split(';')[0]
  return new Client(base, {
    cookie,
    csrfToken: reply.json.csrf_token,
    user: { ...reply.json.user, must_change_password: reply.json.must_change_password },
  })
}

// The reply is the problem of that code, complete and in the agreed form. Returns it.
export function assertProblem(reply, code, { status, pointer } = {}) {
  assert.match(reply.headers.get('content-type') ?? '', /^application\/problem\+json/, reply.text)
  const problem = reply.json
  assert.equal(problem.code, code, reply.text)
  assert.equal(problem.status, reply.status)
  for (const member of ['type', 'title', 'status', 'code', 'request_id'])
    assert.ok(problem[member] !== undefined, `problem has no ${member}: ${reply.text}`)
  if (status !== undefined) assert.equal(reply.status, status, reply.text)
  if (pointer !== undefined) assert.equal(problem.pointer, pointer, reply.text)
  return problem
}
