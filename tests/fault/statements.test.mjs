// The n-th statement fails, or the connection ends before it or before its answer, for n = 1, 2, 3 …
// until a scenario passes untouched. Each time: an answer that says so and nothing half done; then
// the same request again succeeds, and what it does is there once.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'

import { Client, userPassword } from '../api/lib/server.mjs'
import { Chance, seed } from './lib/chance.mjs'
import { digest } from './lib/digest.mjs'
import { consistent } from './lib/invariants.mjs'
import { Postgres } from './lib/postgres.mjs'
import { FAULTS } from './lib/proxy.mjs'
import { isLong, until } from './lib/time.mjs'
import { World } from './lib/world.mjs'

let world, proxy
before(async () => {
  world = await World.make(await new Postgres().start(),
    { rows: 150, isProxied: true, settings: { db_connections: 2, pipeline_connections: 1 } });
  ({ proxy } = world)
})
after(() => world.stop())

// ---- what is done while statements fail ----

const entriesOf = (action, table, where, params) => world.count(`audit_entries e
  join ${table} t on e.entity_id = t.id::text
  where e.action = '${action}' and ${where}`, params)

// `request` of the i-th round. `made`: how much of what it does is there, `recorded`: in the audit
// log; `again`: what a second one is answered when the first had come through unseen.
const SCENARIOS = {
  'sign in': {
    request: () => new Client(world.server.url)
      .post('/session', { username: 'acme-admin', password: userPassword }),
  },
  'read a list': { request: () => world.admin.get('/drops'), isRead: true },
  'read a bill': {
    request: () => world.admin.get(`/bills/${world.groups[0].id}/2024-02?detail=rule`),
    isRead: true,
  },
  'export the audit log': { request: () => world.admin.get('/audit.csv'), isRead: true },
  'make a user': {
    request: (i) => world.admin.post('/users', { username: `user-${i}`, name: 'x',
      email: 'x@example.com', password: userPassword, role: 'auditor' }),
    made: (i) => world.count(`users where username = 'user-${i}'`),
    recorded: (i) => entriesOf('user.create', 'users', `username = 'user-${i}'`),
    again: 409,
  },
  'change a rule': {
    request: (i) => world.admin.patch(`/pricing-plans/${world.plan.id}/rules/${world.rule.id}`,
      { percent: `${i}.5` }),
    made: (i) => world.count(`pricing_rules where id = :'id' and percent = ${i}.5`, world.rule),
    recorded: (i) => world.count(`audit_entries where entity = 'pricing_plan'
      and after like '%"${i}.5"%' and before not like '%"${i}.5"%'`),
    again: 200,
  },
  'move an account': {
    request: (i) => world.admin.post(`/billing-groups/${world.groups[i % 2].id}/accounts/move`,
      { account_id: world.accounts[0], starts_on: '2024-01-01' }),
    made: (i) => world.count(`assignments s join accounts a on a.id = s.account_id
      where a.external_id = '${world.accounts[0]}' and s.ends_on is null
        and s.billing_group_id = :'id'`, world.groups[i % 2]),
    again: 422,
  },
  'charge a fee': {
    request: (i) => world.admin.post('/custom-charges', { name: `fee ${i}`, kind: 'fee',
      amount: '1', from: '2030-01', billing_group_id: world.groups[0].id },
    { headers: { 'idempotency-key': `fee ${i}` } }),
    made: (i) => world.count(`custom_charges where name = 'fee ${i}'`),
    recorded: (i) => entriesOf('custom_charge.create', 'custom_charges', `t.name = 'fee ${i}'`),
    again: 201,
  },
}

// ---- one round ----

let rounds = 0

const isGood = (reply) => reply.status >= 200 && reply.status < 300

// Is what the request does there, once, and in the audit log?
async function isDone(scenario, i) {
  const made = (await scenario.made?.(i)) ?? 1
  if (scenario.recorded) assert.equal(await scenario.recorded(i), made, 'recorded as it was made')
  assert.ok(made <= 1)
  return made === 1
}

async function checkFailure(scenario, reply, was, fault) {
  assert.ok([500, 503, 504].includes(reply.status), `${reply.status} ${reply.text}`)
  assert.match(reply.headers.get('content-type'), /^application\/problem\+json/)
  if (scenario.isRead || fault !== 'lose') assert.deepEqual(await digest(world), was)
}

// false: there was no n-th statement.
async function round(scenario, n, fault) {
  const i = ++rounds
  const was = await digest(world)
  proxy.arm(n, fault)
  const reply = await scenario.request(i)
  const { fired } = proxy
  proxy.disarm()
  if (!isGood(reply)) {
    assert.ok(fired, reply.text)
    await checkFailure(scenario, reply, was, fault)
    const had = await isDone(scenario, i)
    const again = await until('it is answered', async () => {
      const each = await scenario.request(i)
      return each.status !== 503 && each
    })
    assert.ok(isGood(again) || (had && again.status === scenario.again),
      `${fault} ${fired}: ${again.status} ${again.text}`)
  }
  assert.ok(await isDone(scenario, i), `${fault} ${fired}`)
  return fired !== undefined
}

// In a short run each statement meets one of the faults.
async function walk(scenario, faults) {
  let n = 1
  while (await round(scenario, n, faults(n))) n++
  return n - 1
}

describe(`the n-th statement, seed ${seed}`, () => {
  const chance = new Chance('statements')
  const choices = isLong ? FAULTS.map((fault) => () => fault) : [() => chance.pick(FAULTS)]
  for (const [name, scenario] of Object.entries(SCENARIOS))
    test(name, async (t) => {
      for (const faults of choices) t.diagnostic(`${name}: ${await walk(scenario, faults)} statements`)
      await consistent(world)
    })
})
