// Two partners and everyone who may call, for the walk of authorization.test.mjs.
//
//   near   the partner of those who walk: payer A with group `own`, payer B with group `other`,
//          and a group `shared` that holds accounts of both. payer_admin is limited to payer A,
//          customer to the group `own`.
//   far    another partner with the same things; its names begin with "umbra".
//
// What only readers of payer B may see has "hidden" in its name.
import { csv, row } from './report.mjs'
import { Client, signIn, userPassword } from './server.mjs'

export const NOWHERE = '018bcfe5-6800-7000-8000-000000000000'
export const PERIOD = '2023-11'
export const targets = ['own', 'shared', 'other', 'tenant', 'none']

const READS = ['user.read', 'payer.read', 'account.read', 'drop.read', 'job.read', 'plan.read',
  'group.read', 'bill.read', 'cost.read', 'insight.read', 'audit.read']
const WRITES = ['user.write', 'payer.write', 'account.write', 'upload.write', 'plan.write',
  'group.write', 'charge.write']
const OF_PAYER = [...READS, ...WRITES].filter((name) =>
  !['user.read', 'user.write', 'plan.write', 'audit.read'].includes(name))

export const NONE = Object.fromEntries(['payer', 'group', 'plan', 'rule', 'charge', 'drop', 'job',
  'user', 'session', 'key', 'partner'].map((kind) => [kind, NOWHERE]).concat([
  ['account', '000000000000'], ['far_account', '000000000000']]))

const report = (payer, accounts, service) =>
  csv(accounts.map((account, i) => row({ payer, account, service, usageType: `${service}-Usage`,
    publicCost: `${10 + i}`, unblended: `${8 + i}` })))

// One payer with a report, a group on its first account, a plan, a charge: the ids of all of it.
async function newSide(admin, prefix, payerId, accounts, service) {
  const payer = (await admin.ok('POST', '/payers',
    { name: `${prefix}-payer`, external_id: payerId, provider: 'aws' })).id
  const job = await admin.upload(payer, report(payerId, accounts, service), `${prefix}.csv`)
  if (job.state !== 'done') throw new Error(JSON.stringify(job))
  const { items } = await admin.ok('GET', `/drops?payer_id=${payer}`)
  const plan = await admin.ok('POST', '/pricing-plans', {
    name: `plan for ${service.slice(0, 2)}`, rules: [{ scope: 'global', type: 'markup', percent: '5' }] })
  const group = await newGroup(admin, `${prefix}-group`, [accounts[0]], plan.id)
  return { payer, job: job.id, drop: items[0].id, plan: plan.id, rule: plan.rules[0].id, group,
    charge: await newCharge(admin, group, `${prefix}-fee`), account: accounts[0],
    spare: accounts.at(-1) }
}

export async function newGroup(admin, name, accounts, plan) {
  const { id } = await admin.ok('POST', '/billing-groups', { name, pricing_plan_id: plan })
  await admin.ok('PUT', `/billing-groups/${id}/accounts`, {
    assignments: accounts.map((account_id) => ({ account_id, starts_on: '2023-01-01' })) })
  return id
}

export async function newCharge(admin, group, name, months = { from: PERIOD }) {
  const charge = { billing_group_id: group, name, kind: 'fee', amount: '1', ...months }
  return (await admin.ok('POST', '/custom-charges', charge)).id
}

const currentSession = async (client) =>
  (await client.ok('GET', '/sessions')).items.find((session) => session.current).id

export const newUser = async (admin, username, more = {}) =>
  (await admin.ok('POST', '/users', { username, name: username, role: 'finance',
    password: userPassword, must_change_password: false, ...more })).id

export async function newKey(client, permissions) {
  const { key } = await client.ok('POST', '/api-keys', { name: `walk ${permissions.length}`, permissions })
  return new Client(client.base, { key })
}

async function newFar(server) {
  const { admin, partner } = await server.newPartner('umbra')
  const side = await newSide(admin, 'umbra', '300000000000', ['300000000001', '300000000009'],
    'UmbraService')
  const key = await admin.ok('POST', '/api-keys', { name: 'umbra-key', permissions: ['payer.read'] })
  return { ...side, admin, partner: partner.id, far_account: side.account, key: key.id,
    session: await currentSession(admin), user: await newUser(admin, 'umbra-user') }
}

async function newNear(server) {
  const { admin, partner, superadmin } = await server.newPartner('near')
  const own = await newSide(admin, 'near', '100000000000',
    ['100000000001', '100000000002', '100000000008', '100000000009'], 'NearService')
  const other = await newSide(admin, 'hidden', '200000000000',
    ['200000000001', '200000000002', '200000000009'], 'HiddenService')
  const group = await newGroup(admin, 'shared-group', ['100000000002', '200000000002'])
  const shared = { group, charge: await newCharge(admin, group, 'shared-fee'),
    account: '100000000002' }
  const colleague = await server.newUser(admin, { username: 'hidden-person', role: 'partner_admin' })
  const key = await colleague.ok('POST', '/api-keys', { name: 'hidden-key', permissions: ['user.read'] })
  Object.assign(other, { key: key.id, session: await currentSession(colleague) })
  Object.assign(own, { partner: partner.id, user: await newUser(admin, 'near-user') })
  return { admin, superadmin, own, other, shared }
}

// { client, again() → a client of a session of its own, or the same key }
async function newActors(server, near, far) {
  const { admin, superadmin } = near
  const limits = { payer_admin: { payer_ids: [near.own.payer] },
    customer: { billing_group_ids: [near.own.group] } }
  const people = { partner_admin: admin }
  for (const role of ['payer_admin', 'finance', 'auditor', 'customer'])
    people[role] = await server.newUser(admin, { username: `near-${role}`, role, ...limits[role] })
  await newUser(admin, 'near-fresh', { role: 'partner_admin', must_change_password: true })
  const fresh = await signIn(server.url, 'near-fresh', userPassword)
  const keys = { 'key: reads': await newKey(admin, READS), 'key: writes': await newKey(admin, WRITES),
    'key of payer_admin': await newKey(people.payer_admin, OF_PAYER) }
  return {
    nobody: server.nobody(),
    'first sign-in': fresh,
    superadmin: await server.superadmin(),
    acting: superadmin,
    ...people,
    // names the other partner in the header that only a superadmin may use
    intruder: new Client(server.url, { ...admin, partner: far.partner }),
    ...keys,
  }
}

export async function newWorld(server) {
  const far = await newFar(server)
  const near = await newNear(server)
  const actors = await newActors(server, near, far)
  return { server, near, far, actors,
    objects: { own: near.own, shared: near.shared, other: near.other, tenant: far, none: NONE } }
}
