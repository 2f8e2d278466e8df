// Requests that arrive in the same turn of the event loop, which share one authentication and one
// transaction when they bear the same credential: each has its own answer, and the failure of one
// is that of no other. With a server that keeps replies, and with one that asks each time.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'

import { Client, assertProblem, prepareDatabase } from './lib/server.mjs'
import { unread } from './lib/sockets.mjs'
import { until } from './lib/wait.mjs'

const NOWHERE = '018bcfe5-6800-7000-8000-000000000000'
const GROUPS = 12
const TIMEOUT_MS = 1000

let server, acme, globex, key, root

async function begin(settings) {
  server = await prepareDatabase({ settings:
    { pipeline_connections: 1, query_timeout_ms: TIMEOUT_MS, ...settings } })
  server.sql(`alter database ${server.database} set track_functions = 'pl'`)
  await server.start()
  root = await server.superadmin()
  acme = await partnerWithGroups('acme')
  globex = await partnerWithGroups('globex')
  key = await newKey('together', ['group.read', 'payer.read', 'plan.read', 'account.read'])
}

async function partnerWithGroups(slug) {
  const { admin, partner } = await server.newPartner(slug)
  const { id: plan } = await admin.ok('POST', '/pricing-plans', { name: 'Standard' })
  const groups = []
  for (let i = 0; i < GROUPS; i++)
    groups.push(await admin.ok('POST', '/billing-groups', { name: `${slug} ${i}`, pricing_plan_id: plan }))
  return { admin, partner, groups: groups.map(({ id }) => id) }
}

const newKey = async (name, permissions) =>
  new Client(server.url, await acme.admin.ok('POST', '/api-keys', { name, permissions }))
const pathOf = (id) => `/billing-groups/${id}`

// The server finds all of these waiting when it looks. `meanwhile` is done before it does.
async function together(requests, meanwhile = () => {}) {
  await Promise.all(requests.map(([client]) => client.get('/nothing'))) // so many connections
  server.signal('SIGSTOP')
  const replies = requests.map(([client, path, options]) => client.get(path, options))
  await until('all wait', () => unread(server.port) === requests.length)
  meanwhile()
  server.signal('SIGCONT')
  return Promise.all(replies)
}

function assertGroups(replies, groups, hint) {
  assert.deepEqual(replies.map(({ status, json }) => [status, json.id]), groups.map((id) => [200, id]), hint)
}

const loseConnection = () => server.sql(`select pg_terminate_backend(pid, 5000) from pg_stat_activity
  where application_name = 'proforma pipeline' and datname = current_database()`)

async function connected() {
  await until('it is served', async () => (await key.get('/payers')).status === 200)
}

// Since the server began: a connection that ends tells what it has counted.
async function authentications() {
  loseConnection()
  await connected()
  return Number(server.value(`select coalesce(sum(calls), 0) as calls
    from pg_stat_user_functions where funcname = 'authenticate'`))
}

for (const insights_memory_mb of [undefined, 0]) describe(`requests that arrive together, of which ${
  insights_memory_mb === 0 ? 'nothing is kept' : 'some are kept'}`, () => {
  before(() => begin({ insights_memory_mb }))
  after(() => server.stop())

  test('of one key are authenticated once', async () => {
    const requests = acme.groups.map((id) => [key, pathOf(id)])
    const earlier = await authentications()
    assertGroups(await together(requests), acme.groups)
    assert.ok(await authentications() - earlier <= GROUPS / 3, 'few authentications')
  })

  test('are each answered as if they were alone', async () => {
    const replies = await together([[key, pathOf(acme.groups[0])], [key, pathOf(NOWHERE)],
      [key, pathOf(globex.groups[0])], [key, '/billing-groups/1'], [key, '/users'],
      [key, '/payers'], [key, '/payers?limit=0'], [key, pathOf(acme.groups[1])], [key, '/payers?limit=2'],
      [new Client(server.url, { key: 'pf_unknown' }), pathOf(acme.groups[0])],
      [server.nobody(), pathOf(acme.groups[0])], [globex.admin, pathOf(globex.groups[1])],
      [acme.admin, '/accounts'], [key, pathOf(acme.groups[2])]])
    assertGroups([0, 7, 13].map((i) => replies[i]), acme.groups.slice(0, 3))
    assertGroups([replies[11]], [globex.groups[1]])
    for (const i of [1, 2, 3]) assertProblem(replies[i], 'not_found')
    assertProblem(replies[4], 'forbidden')
    assert.deepEqual([5, 8, 12].map((i) => replies[i].status), [200, 200, 200])
    assertProblem(replies[6], 'invalid_parameter')
    for (const i of [9, 10]) assertProblem(replies[i], 'unauthenticated')
  })

  test('of many credentials go to their tenants', async () => {
    const callers = [[key, acme], [acme.admin, acme], [globex.admin, globex],
      [root.actingAs(acme.partner.id), acme], [root.actingAs(globex.partner.id), globex]]
    const asked = acme.groups.flatMap((_, i) => callers.map(([client, { groups }]) => [client, groups[i]]))
    assertGroups(await together(asked.map(([client, id]) => [client, pathOf(id)])), asked.map(([, id]) => id))
    const foreign = callers.map(([client, { groups }]) => [client, (groups === acme.groups ? globex : acme).groups[0]])
    for (const reply of await together(foreign.map(([client, id]) => [client, pathOf(id)])))
      assertProblem(reply, 'not_found')
  })

  test('a statement that fails is one request\'s failure', async () => {
    const release = await server.holding('lock table billing_groups in access exclusive mode')
    try {
      const replies = await together([[key, '/payers'], [key, '/billing-groups?search=0'], [key, '/payers?limit=1'],
        [key, '/billing-groups?search=1'], [key, '/payers?limit=2']])
      for (const i of [1, 3]) assertProblem(replies[i], 'timeout')
      assert.deepEqual([0, 2, 4].map((i) => replies[i].json.items), [[], [], []])
    } finally {
      await release()
    }
    assertGroups(await together(acme.groups.map((id) => [key, pathOf(id)])), acme.groups)
  })

  test('a lost connection is answered 503, and then all is well', async () => {
    const release = await server.holding('lock table billing_groups in access exclusive mode')
    try {
      const asked = together(acme.groups.map((_, i) => [key, `/billing-groups?limit=${i + 30}`]))
      await until('a statement waits', () => server.value(`select count(*) from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`) !== '0')
      loseConnection()
      for (const reply of await asked) assertProblem(reply, 'unavailable', { status: 503 })
    } finally {
      await release()
    }
    await connected()
    assertGroups(await together(acme.groups.map((id) => [key, pathOf(id)])), acme.groups)
  })

  test('that are slow are no lost connection', async () => {
    const tenant = server.value(`select pg_get_functiondef('tenant'::regproc)`)
    server.sql(`create or replace function tenant() returns uuid language plpgsql stable parallel safe as $$
      begin perform pg_sleep(0.3); return nullif(current_setting('proforma.partner_id', true), '')::uuid; end $$`)
    try {
      const began = performance.now()
      const replies = await together(acme.groups.slice(0, 10).map((_, i) => [key, `/payers?limit=${i + 100}`]))
      assert.ok(performance.now() - began > TIMEOUT_MS + 3000, `${performance.now() - began} ms`)
      assert.deepEqual(replies.map(({ status }) => status), replies.map(() => 200))
    } finally {
      server.sql(tenant)
    }
  })

  test('a key that ended before the server looked opens nothing', async () => {
    const ended = await newKey('ended', ['group.read'])
    const requests = acme.groups.map((id) => [ended, pathOf(id)])
    for (const time of ['first', 'again'])
      assertGroups(await together(requests), acme.groups, time)
    const replies = await together([...requests, [key, pathOf(acme.groups[0])]], () =>
      server.sql("delete from api_keys where name = 'ended'"))
    assertGroups(replies.splice(-1), acme.groups.slice(0, 1))
    for (const reply of replies) assertProblem(reply, 'unauthenticated', { status: 401 })
  })
})
