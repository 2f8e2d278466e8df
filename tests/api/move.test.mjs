// Moving an account from one billing group to another, and what a preview of it tells.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { after, before, describe, test } from 'node:test'

import { row } from './lib/report.mjs'
import { Client, assertProblem, startServer } from './lib/server.mjs'

let server, admin, superadmin, payers, groups
const periods = ['2023-10', '2023-11', '2023-12']
const account = '100000000001'
const foreign = '200000000001'

const move = (client, group, body, options) =>
  client.post(`/billing-groups/${group.id}/accounts/move`, { account_id: account, ...body }, options)
const assignments = async (group) =>
  (await admin.ok('GET', `/billing-groups/${group.id}/accounts`)).assignments
    .map((each) => [each.account_id, each.starts_on, each.ends_on])
const assign = (group, ...list) =>
  admin.ok('PUT', `/billing-groups/${group.id}/accounts`, {
    assignments: list.map(([account_id, starts_on, ends_on = null]) =>
      ({ account_id, starts_on, ends_on })),
  })

// Every row of the database but those of sign-ins, which know when they were last used.
const dump = () =>
  execFileSync('pg_dump', ['--data-only', '--schema=proforma',
    '--exclude-table-data=proforma.sessions', server.ownerUrl], { encoding: 'utf8' })
    .replaceAll(/^\\(un)?restrict .*$/gm, '')

async function bills(group) {
  const found = {}
  for (const period of periods) {
    const bill = await admin.ok('GET', `/bills/${group.id}/${period}`)
    found[period] = { cost: bill.cost, pro_forma: bill.pro_forma, margin: bill.margin }
  }
  return found
}

before(async () => {
  server = await startServer();
  ({ admin, superadmin } = await server.newPartner('movers'))
  payers = {}
  for (const [name, external_id] of [['a', '100000000000'], ['b', '200000000000']])
    payers[name] = await server.newPayer(admin, { name, external_id })
  const ingest = (payer, period, rows) =>
    server.ingest('movers', payer, rows.map((each) => row({ payer, period, ...each })))
  for (const period of periods)
    await ingest('100000000000', period, [
      { account, publicCost: '10', unblended: '8', day: `${period}-03` },
      { account, publicCost: '20', unblended: '15', day: `${period}-20` },
      { account: '100000000002', publicCost: '5', unblended: '4' },
    ])
  await ingest('200000000000', '2023-11', [{ account: foreign, publicCost: '7', unblended: '6' }])
  const plan = await admin.ok('POST', '/pricing-plans', { name: 'Tenth',
    rules: [{ scope: 'global', type: 'markup', percent: '10' }] })
  groups = {}
  for (const [name, pricing_plan_id] of [['old'], ['new', plan.id], ['theirs'], ['both']])
    groups[name] = await admin.ok('POST', '/billing-groups', { name, pricing_plan_id })
  await assign(groups.old, [account, '2023-01-01'], ['100000000002', '2023-01-01'])
  await assign(groups.theirs, [foreign, '2023-01-01'])
  await admin.ok('POST', '/custom-charges', { billing_group_id: groups.new.id, name: 'Fee',
    kind: 'fee', percent: '10', from: '2023-01' })
})
after(() => server?.stop())

describe('a preview', () => {
  test('tells what becomes of the bills, and changes nothing', async () => {
    const before = dump()
    const reply = await move(admin, groups.new, { starts_on: '2023-11-15', preview: true })
    assert.equal(reply.status, 200, reply.text)
    assert.equal(dump(), before)
    assert.deepEqual(reply.json.moved, {
      account_id: account,
      provider: 'aws',
      from: { billing_group_id: groups.old.id, name: 'old' },
      to: { billing_group_id: groups.new.id, name: 'new' },
      starts_on: '2023-11-15',
    })
    assert.equal(reply.json.preview, true)
    const figures = (cost, pro_forma, margin) => ({ cost, pro_forma, margin })
    const nothing = figures('0.00', '0.00', '0.00')
    assert.deepEqual(reply.json.effect.map(({ billing_group_id, ...rest }) => rest), [
      { period: '2023-11', name: 'old', currency: 'USD',
        before: figures('27.00', '35.00', '8.00'), after: figures('12.00', '15.00', '3.00') },
      { period: '2023-11', name: 'new', currency: 'USD',
        before: nothing, after: figures('15.00', '24.20', '9.20') },
      { period: '2023-12', name: 'old', currency: 'USD',
        before: figures('27.00', '35.00', '8.00'), after: figures('4.00', '5.00', '1.00') },
      { period: '2023-12', name: 'new', currency: 'USD',
        before: nothing, after: figures('23.00', '36.30', '13.30') },
    ])
  })

  test('with a key of its own keeps no answer', async () => {
    const options = { headers: { 'idempotency-key': 'look first' } }
    const body = { starts_on: '2023-12-01', preview: true }
    assert.equal((await move(admin, groups.new, body, options)).status, 200)
    const again = await move(admin, groups.new, body, options)
    assert.equal(again.headers.get('idempotent-replayed'), null)
    assert.equal(server.value("select count(*) from idempotency_keys where key = 'look first'"), '0')
  })
})

describe('a move', () => {
  test('does what its preview said, once', async () => {
    const body = { starts_on: '2023-11-15' }
    const preview = (await move(admin, groups.new, { ...body, preview: true })).json
    const options = { headers: { 'idempotency-key': 'move it' } }
    const moved = await move(admin, groups.new, body, options)
    assert.equal(moved.status, 200)
    assert.deepEqual(moved.json, { ...preview, preview: false })
    assert.deepEqual((await move(admin, groups.new, body, options)).json, moved.json)
    for (const name of ['old', 'new']) {
      const now = await bills(groups[name])
      for (const each of moved.json.effect.filter((each) => each.name === name))
        assert.deepEqual(now[each.period], each.after)
    }
    assert.deepEqual(await assignments(groups.old),
      [[account, '2023-01-01', '2023-11-15'], ['100000000002', '2023-01-01', null]])
    assert.deepEqual(await assignments(groups.new), [[account, '2023-11-15', null]])
    const entries = server.sql(`select entity_id, actor, after from audit_entries
      where action = 'billing_group.move' order by seq`)
    assert.deepEqual(entries.map((entry) => entry.entity_id), [groups.old.id, groups.new.id])
    assert.equal(entries[0].actor, 'movers-admin')
    assert.deepEqual(JSON.parse(entries[1].after), moved.json.moved)
  })

  test('on the very day an assignment began leaves nothing of it', async () => {
    const back = await move(admin, groups.old, { starts_on: '2023-11-15' })
    assert.equal(back.status, 200, back.text)
    assert.deepEqual(await assignments(groups.new), [])
    assert.deepEqual(await assignments(groups.old), [[account, '2023-01-01', '2023-11-15'],
      [account, '2023-11-15', null], ['100000000002', '2023-01-01', null]])
  })

  test('of an account in no group comes from nowhere', async () => {
    await assign(groups.old, ['100000000002', '2023-01-01'])
    const { moved, effect } = (await move(admin, groups.old, { starts_on: '2023-12-01' })).json
    assert.equal(moved.from, null)
    assert.deepEqual(effect.map((each) => [each.period, each.name, each.before.cost,
      each.after.cost]), [['2023-12', 'old', '4.00', '27.00']])
  })

  test('before there is data, or after it, has no effect to tell', async () => {
    await assign(groups.old, [account, '2023-01-01'], ['100000000002', '2023-01-01'])
    const late = await move(admin, groups.new, { starts_on: '2024-02-01', preview: true })
    assert.deepEqual(late.json.effect, [])
  })
})

describe('a move is refused', () => {
  before(async () => {
    await assign(groups.old, [account, '2023-01-01', '2023-12-01'], ['100000000002', '2023-01-01'])
  })

  test('when the account is somewhere else later', async () => {
    await assign(groups.both, [account, '2023-12-01'])
    assertProblem(await move(admin, groups.new, { starts_on: '2023-11-01' }),
      'account_in_another_group', { pointer: '/account_id' })
    assertProblem(await move(admin, groups.both, { starts_on: '2023-11-01' }),
      'assignment_overlap', { pointer: '/account_id' })
    assertProblem(await move(admin, groups.both, { starts_on: '2023-12-24' }),
      'assignment_overlap', { pointer: '/account_id' })
    assert.deepEqual(await assignments(groups.both), [[account, '2023-12-01', null]])
  })

  test('when there is no such account, group, day or cloud', async () => {
    const day = { starts_on: '2023-11-01' }
    assertProblem(await move(admin, groups.new, { ...day, account_id: '5' }), 'account_unknown',
      { pointer: '/account_id' })
    assertProblem(await move(admin, groups.new, { ...day, provider: 'alibaba' }), 'account_unknown')
    assertProblem(await move(admin, { id: payers.a.id }, day), 'not_found')
    assertProblem(await move(admin, groups.new, {}), 'invalid_field', { pointer: '/starts_on' })
    assertProblem(await move(admin, groups.new, { starts_on: '2023-11-31' }), 'invalid_field')
    assertProblem(await move(admin, groups.new, { ...day, provider: 'cloud' }), 'invalid_field')
    assertProblem(await move(admin, groups.new, { ...day, to: 'x' }), 'invalid_field')
  })

  test('to a payer_admin where a group holds accounts of others', async () => {
    await assign(groups.both)
    await assign(groups.both, [account, '2023-12-01'])
    const user = await server.newUser(superadmin, { username: 'movers-payer', role: 'payer_admin',
      payer_ids: [payers.a.id] })
    const day = { starts_on: '2024-01-01' }
    assertProblem(await move(user, groups.theirs, day), 'not_found')
    assertProblem(await move(user, groups.new, { ...day, account_id: foreign }), 'account_unknown')
    assert.equal((await move(user, groups.new, { ...day, preview: true })).status, 200)
    await admin.ok('PUT', `/billing-groups/${groups.theirs.id}/accounts`, { assignments: [] })
    await assign(groups.both, [account, '2023-12-01'], [foreign, '2023-01-01'])
    assertProblem(await move(user, groups.new, day), 'forbidden')
    await assign(groups.both, [account, '2023-12-01'])
    await assign(groups.new, [foreign, '2023-01-01', '2023-02-01'])
    assertProblem(await move(user, groups.new, day), 'not_found')
    await assign(groups.new)
  })

  test('to who may not change groups, and shows no costs to who may not see them', async () => {
    for (const role of ['finance', 'auditor']) {
      const user = await server.newUser(superadmin, { username: `movers-${role}`, role })
      assertProblem(await move(user, groups.new, { starts_on: '2024-01-01' }), 'forbidden')
    }
    const customer = await server.newUser(superadmin, { username: 'movers-customer',
      role: 'customer', billing_group_ids: [groups.new.id] })
    assertProblem(await move(customer, groups.new, { starts_on: '2024-01-01' }), 'forbidden')
    const other = await server.newPartner('bystanders')
    assertProblem(await move(other.admin, groups.new, { starts_on: '2024-01-01' }), 'not_found')
    const { key } = await admin.ok('POST', '/api-keys', { name: 'mover',
      permissions: ['group.read', 'group.write', 'bill.read'] })
    const program = new Client(server.url, { key })
    const reply = await move(program, groups.new, { starts_on: '2023-12-01', preview: true })
    assert.equal(reply.status, 200, reply.text)
    assert.deepEqual(Object.keys(reply.json.effect[0].before), ['pro_forma'])
  })
})

test('of two moves at once one is done, and the other changes nothing', async () => {
  await assign(groups.both)
  await assign(groups.old, [account, '2023-01-01'])
  const replies = await Promise.all([groups.new, groups.both].map((group) =>
    move(admin, group, { starts_on: '2023-12-01' })))
  const done = replies.filter((reply) => reply.status === 200)
  for (const reply of replies.filter((reply) => reply.status !== 200))
    assert.ok(['unavailable', 'account_in_another_group', 'assignment_overlap']
      .includes(reply.json.code), reply.text)
  assert.ok(done.length >= 1)
  const held = [...await assignments(groups.new), ...await assignments(groups.both)]
  assert.equal(held.length, 1)
})
