// Every route as everyone who may call, on what is theirs, their colleagues', another partner's and
// on nothing. The answers are the table tests/golden/api/authorization.md, for people to review;
// PROFORMA_ACCEPT=1 writes it anew.
//
// What holds for every cell, whatever the table says: no reply has a word of what its reader may
// not see, and what is another partner's (or out of a payer_admin's or customer's limits) is
// answered as what does not exist, byte for byte.
import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { after, before, describe, test } from 'node:test'

import { requests } from './lib/walk_requests.mjs'
import { NONE, NOWHERE, newWorld } from './lib/walk_world.mjs'
import { root, signIn, startServer, superadminPassword, userPassword } from './lib/server.mjs'

// The walk is no proof that a route has a test of its own (tests/lib/routes_called.mjs).
delete process.env.PROFORMA_TEST_CALLS

const golden = join(root, 'tests/golden/api/authorization.md')
const LIMITED = ['payer_admin', 'key of payer_admin', 'customer']
const usual = { 400: 'partner_required', 401: 'unauthenticated', 403: 'forbidden', 404: 'not_found' }
const methods = ['get', 'post', 'put', 'patch', 'delete']

let server, world, farBefore
let count = 0
let routes
const faults = []
const demand = (holds, what) => holds || faults.push(what)

before(async () => {
  server = await startServer()
  world = await newWorld(server)
  farBefore = await farState()
  const { paths } = await server.nobody().ok('GET', '/openapi.json')
  routes = Object.entries(paths).flatMap(([path, operations]) =>
    methods.filter((method) => operations[method]).map((method) =>
      [method.toUpperCase(), path, operations[method]['x-permission']]))
})
after(() => server?.stop())

// All that the walk must leave alone.
const farState = async () => {
  const { far } = world
  const found = []
  for (const path of [`/payers/${far.payer}`, `/billing-groups/${far.group}`,
    `/billing-groups/${far.group}/accounts`, `/pricing-plans/${far.plan}`,
    `/custom-charges/${far.charge}`, `/drops/${far.drop}`, `/users/${far.user}`,
    `/accounts/aws/${far.account}`, '/bills?period=2023-11', '/api-keys', '/jobs'])
    found.push(await far.admin.ok('GET', path))
  return found
}

// ---- one request ----

async function walkerOf(name, entry) {
  const client = world.actors[name]
  if (!entry.spare || !client.cookie) return client
  const password = client.user.username === 'superadmin' ? superadminPassword : userPassword
  const again = await signIn(server.url, client.user.username, password)
  again.partner = client.partner
  return again
}

const ownMade = {
  async session(client) {
    if (!client.cookie) return world.near.other.session
    const again = await walkerOf(Object.keys(world.actors).find((name) => world.actors[name] === client),
      { spare: true })
    const reply = await again.get('/sessions')
    return reply.json.items?.find((session) => session.current).id ?? world.near.other.session
  },
  async key(client) {
    const reply = await client.post('/api-keys', { name: 'walked', permissions: ['payer.read'] })
    return reply.json.id ?? world.near.other.key
  },
}

async function objectOf(entry, target, client) {
  if (entry.make && (target !== 'none' || entry.even)) return entry.make(world, target)
  const objects = world.objects[target] ?? {}
  if (entry.own && target === 'own')
    return { ...objects, [entry.own]: await ownMade[entry.own](client) }
  return objects
}

async function call(name, method, path, entry, target) {
  const client = await walkerOf(name, entry)
  const o = await objectOf(entry, target, client)
  const parts = entry.path?.(o, world) ?? {}
  const url = path.replaceAll(/\{(\w+)\}/g, (_, part) => parts[part] ?? assert.fail(`${path}: ${part}`))
  const query = entry.query?.(o)
  const headers = { 'x-forwarded-for': `10.0.${count >> 8 & 255}.${count++ & 255}` }
  if (entry.raw) headers['content-type'] = 'application/octet-stream'
  const reply = await client.api(method, (url.startsWith('/api/') ? url : url.slice(1)) + (query ? `?${query}` : ''),
    entry.raw?.() ?? entry.body?.(o, world), { headers })
  if (target !== 'none' || entry.even) await entry.settle?.(world, target, o)
  reply.seen = seen(reply, o)
  leaks(name, path, reply, [url, query, JSON.stringify(entry.body?.(o, world))].join(' '),
    `${method} ${path} ${entry.label ?? ''} as ${name} on ${target}`)
  return reply
}

// The reply without what the request gave it, and without what differs each time.
function seen(reply, o) {
  let text = reply.text
  for (const id of [...Object.values(o), ...Object.values(NONE)])
    if (typeof id === 'string') text = text.replaceAll(id, '<id>')
  text = text.replaceAll(/"request_id":"[^"]*"/g, '"request_id":""')
  const headers = [...reply.headers].filter(([name]) =>
    !['date', 'proforma-request-id', 'content-length', 'etag'].includes(name))
  return JSON.stringify([reply.status, headers, text])
}

// ---- what may not be read ----

const idsOf = (objects, kinds) => kinds.map((kind) => objects[kind]).filter(Boolean)
const OBJECTS = ['payer', 'group', 'charge', 'drop', 'job', 'account', 'user', 'session', 'key', 'partner']

function forbiddenTo(name) {
  const { far, near } = world
  const words = ['umbra', ...idsOf(far, [...OBJECTS, 'plan', 'rule'])]
  if (LIMITED.includes(name)) words.push('hidden', ...idsOf(near.other, OBJECTS), '200000000')
  if (name === 'customer')
    words.push('shared', near.own.payer, near.own.drop, near.own.plan, near.shared.group, '100000000002')
  if (name === 'nobody') words.push('near', ...idsOf(near.own, OBJECTS), ...idsOf(near.other, OBJECTS))
  return words
}

function leaks(name, path, reply, sent, what) {
  const isOperator = ['superadmin', 'acting'].includes(name) && path.startsWith('/api/v1/partners')
  const text = reply.text.toLowerCase()
  const start = reply.text.slice(0, 300)
  if (!isOperator && !['/api/v1/openapi.json', '/api/v1/session'].includes(path))
    for (const word of forbiddenTo(name))
      demand(sent.includes(word) || !text.includes(word), `${what}: has ${word}: ${start}`)
  if (name === 'customer' && reply.status < 300 && !/openapi|session|\/me|metrics/.test(path))
    demand(!/\b(unblended|cost|margin|unassigned|base)\w*"?[:,]/i.test(reply.text), `${what}: ${start}`)
  demand(reply.status < 500, `${what}: ${reply.status} ${start}`)
  demand(path === '/api/v1/openapi.json' || reply.status < 300 ||
    !/select |proforma\.|pg_|constraint|server\/\w+\/|libpq|relation/i.test(reply.text), `${what}: ${start}`)
}

// ---- the table ----

function cell(reply, none) {
  const { status, json } = reply
  if (status < 300) return none && reply.seen === none.seen ? `${status}∅` : String(status)
  if (json?.code === 'password_change_required') return '403p'
  return json?.code === usual[status] ? String(status) : `${status} ${json?.code}`
}

// { permission: { role: true | false } }, as tests/unit/identity/test_authorization.c has it.
function granted() {
  const [head, ...lines] = readFileSync(join(root, 'tests/golden/identity/permissions.txt'), 'utf8')
    .trimEnd().split('\n').map((line) => line.trim().split(/\s+/))
  return Object.fromEntries(lines.map(([permission, ...marks]) =>
    [permission, Object.fromEntries(head.map((role, i) => [role, marks[i] === 'x']))]))
}

async function rowsOf(method, path, entry) {
  const on = entry.on ?? ['']
  const cells = Object.fromEntries(on.map((target) => [target, []]))
  for (const name of Object.keys(world.actors)) {
    const replies = {}
    for (const target of on) replies[target] = await call(name, method, path, entry, target)
    for (const target of on)
      cells[target].push(cell(replies[target], target !== 'none' && replies.none))
    hides(method, path, entry, name, replies)
  }
  const title = `${method} ${path}${entry.label ? ` · ${entry.label}` : ''}`
  return on.map((target) => [title, target, ...cells[target]])
}

// What is not theirs is as what is not there.
function hides(method, path, entry, name, replies) {
  const isOperator = ['superadmin', 'acting'].includes(name) && path.startsWith('/api/v1/partners')
  const isLimited = LIMITED.includes(name) && !entry.wide
  const same = (target) => demand(!replies[target] || replies[target].seen === replies.none.seen,
    `${method} ${path} ${entry.label ?? ''} as ${name}: ${target} is not as none:\n` +
    `  ${replies[target]?.seen.slice(0, 1500)}\n  ${replies.none?.seen.slice(0, 1500)}`)
  if (!isOperator) same('tenant')
  if (isLimited) same('other')
  if (name === 'customer') same('shared')
}

const HEAD = `# Who gets what

Made by \`tests/api/authorization.test.mjs\` from a running server; \`PROFORMA_ACCEPT=1\` writes it anew. Review every change.

Everyone but nobody belongs to one partner, \`superadmin\` to none, \`acting\` is a superadmin inside that partner, \`first sign-in\` a
partner_admin who has not changed the given password yet, \`intruder\` a partner_admin who names another partner in the header
Proforma-Partner. payer_admin is limited to one payer, customer to one group; keys are of partner_admin where not said.

| on | |
|---|---|
| own | what belongs to the payer and group that payer_admin and customer are limited to |
| shared | a group with accounts of that payer and of another one |
| other | of another payer, another group, another person of the same partner |
| tenant | of another partner |
| none | what does not exist |

A number alone is the usual problem: 400 partner_required, 401 unauthenticated, 403 forbidden, 404 not_found; 403p is
password_change_required. ∅ stands beside a good answer that is the same, to the byte, as for what does not exist.
`

function table(rows) {
  const names = ['route', 'on', ...Object.keys(world.actors)]
  const widths = names.map((name, i) => Math.max(name.length, ...rows.map((row) => row[i].length)))
  const line = (cells) => `| ${cells.map((text, i) => text.padEnd(widths[i])).join(' | ')} |`
  return [HEAD, line(names), `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`,
    ...rows.map(line), ''].join('\n')
}

describe('authorization', () => {
  test('every route has its requests', () => {
    const known = routes.map(([method, path]) => `${method} ${path}`)
    assert.deepEqual(known.filter((route) => !requests[route]), [], 'without a request')
    assert.deepEqual(Object.keys(requests).filter((route) => !known.includes(route)), [], 'without a route')
  })

  test('everyone gets what the table says', async () => {
    const rows = []
    const permissions = granted()
    const names = Object.keys(world.actors)
    for (const [method, path, permission] of routes)
      for (const entry of [requests[`${method} ${path}`]].flat())
        for (const row of await rowsOf(method, path, entry)) {
          rows.push(row)
          for (const [role, may] of Object.entries(permissions[permission] ?? {}))
            if (!may && role !== 'superadmin')
              demand(row[2 + names.indexOf(role)] === '403', `${row} of ${role} without ${permission}`)
          demand(!permission || row[2] === '401', `${row} of nobody`)
        }
    const actual = table(rows)
    if (process.env.PROFORMA_ACCEPT) {
      mkdirSync(dirname(golden), { recursive: true })
      writeFileSync(golden, actual)
    }
    assert.equal(faults.join('\n'), '')
    const cells = rows.length * Object.keys(world.actors).length
    console.log(`${routes.length} routes, ${rows.length} rows, ${cells} cells, ${count} requests`)
    const [is, was] = [actual, readFileSync(golden, 'utf8')].map((text) =>
      text.split('\n').map((line) => line.replaceAll(/ +|-{2,}/g, ' ')))
    assert.deepEqual(is.filter((line) => !was.includes(line)), [])
    assert.equal(is.length, was.length)
  })

  test('the other partner is as it was', async () => {
    assert.deepEqual(await farState(), farBefore)
  })
})
