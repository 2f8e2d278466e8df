// Panels and small reads are given again from memory while nothing they are made of has changed. Two servers on one
// database, one of which keeps nothing: after every kind of change, and after random ones, both say
// the same to everyone. PROFORMA_TEST_SEED repeats a run.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'

import { row } from './lib/report.mjs'
import { Client, startServer } from './lib/server.mjs'

const STEPS = 12
const seed = Number(process.env.PROFORMA_TEST_SEED ?? Date.now() % 2 ** 31)

let server, fresh
before(async () => {
  server = await startServer()
  fresh = await startServer({ database: server.database, settings: { insights_memory_mb: 0 } })
})
after(async () => {
  await fresh.stop()
  await server.stop()
})

// ---- chance ----

let state = seed
function below(limit) {
  state = (state + 0x6d2b79f5) | 0
  let t = Math.imul(state ^ (state >>> 15), 1 | state)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) % limit
}
const pick = (list) => list[below(list.length)]

// ---- a partner ----

const months = ['2024-01', '2024-02', '2024-03']
const payers = ['900000000001', '900000000002']
const accounts = [['100000000001', 0], ['100000000002', 0], ['100000000003', 1]]
const services = ['AmazonEC2', 'AmazonS3', 'AWSLambda']

const usage = (period, payer, change = 0) => accounts
  .filter(([, of]) => of === payer)
  .flatMap(([account], a) => services.flatMap((service, s) => [3, 17].map((day) => row({
    period, payer: payers[payer], account, service, region: s ? 'eu-west-1' : 'us-west-2',
    day: `${period}-${String(day).padStart(2, '0')}`, unblended: `${10 + a * 7 + s * 3 + change}.1234567`,
    publicCost: `${20 + a + s * day + change}.5`, usageType: `Usage-${s}`, quantity: '3',
    type: s === 2 && day === 3 ? 'Tax' : 'Usage',
  }))))

const FREE = { type: 'Usage', description: '$0.00 per request - first 1,000,000 free', rate: '0',
  unblended: '0', publicCost: '12.5', service: 'AWSLambda', usageType: 'Requests' }

let count = 0
const ingest = (world, rows) => server.ingest(world.slug, rows[0].payer, rows)

const assign = (world, group, assignments) =>
  world.admin.ok('PUT', `/billing-groups/${group.id}/accounts`, { assignments })

// Three groups, of which the third is empty and the last account in none.
async function newWorld(slug) {
  const world = { slug, ...await server.newPartner(slug) }
  const { admin } = world
  world.payers = []
  for (const external_id of payers)
    world.payers.push(await server.newPayer(admin, { external_id }))
  for (const period of months)
    for (const payer of [0, 1]) await ingest(world, usage(period, payer))
  await ingest(world, [...usage(months[0], 0), row({ ...FREE, period: months[0], payer: payers[0],
    account: accounts[0][0], day: `${months[0]}-05` })])
  world.plan = await admin.ok('POST', '/pricing-plans', { name: 'Plan', rules: [
    { scope: 'global', type: 'discount', percent: '5' },
    { scope: 'service', type: 'markup', percent: '7.5', service: 'AmazonS3' }] })
  world.groups = []
  for (const name of ['one', 'two', 'three'])
    world.groups.push(await admin.ok('POST', '/billing-groups',
      { name, pricing_plan_id: name === 'one' ? world.plan.id : null }))
  for (const i of [0, 1])
    await assign(world, world.groups[i], [{ account_id: accounts[i][0], starts_on: '2023-01-01' }])
  world.readers = [admin,
    await server.newUser(admin, { username: `${slug}-payer`, role: 'payer_admin',
      payer_ids: [world.payers[0].id] }),
    await server.newUser(admin, { username: `${slug}-customer`, role: 'customer',
      billing_group_ids: [world.groups[0].id] })]
  return world
}

// ---- what is asked ----

const costs = (query) =>
  `/insights/costs?${new URLSearchParams({ from: months[0], to: months[2], exact: true, ...query })}`
const values = (dimension, search) => `/insights/values?${
  new URLSearchParams({ from: months[0], to: months[2], dimension, ...search && { search } })}`
const panels = (world) => [
  ...['service', 'account', 'billing_group', 'payer', 'none', 'usage_type', 'category', 'region',
    'purchase_option'].map((group_by) => costs({ group_by, measure: 'pro_forma' })),
  costs({ group_by: 'payer', measure: 'margin', region: 'eu-west-1', charge_type: 'Usage' }),
  costs({ group_by: 'account', measure: 'pro_forma', payer: world.payers[1].id }),
  costs({ group_by: 'service', measure: 'pro_forma', billing_group: world.groups[0].id }),
  costs({ group_by: 'account', measure: 'pro_forma', from: '2024-02-02', to: '2024-03-20',
    granularity: 'daily' }),
  ...['service', 'billing_group'].map((group_by) => costs({ group_by, measure: 'margin' })),
  ...['account', 'billing_group', 'payer'].map((group_by) => costs({ group_by, measure: 'cost' })),
  costs({ group_by: 'service', measure: 'cost' }), // beside the next, which lets nothing pass
  costs({ group_by: 'service', measure: 'cost', region: '' }),
  costs({ group_by: 'none', measure: 'cost', billing_group: world.groups[1].id }),
  '/insights/overview?period=2024-03', '/insights/comparison?period=2024-03',
  '/insights/month-over-month?period=2024-03&measure=pro_forma&group_by=account&exact=true',
  '/insights/forecast?measure=pro_forma', '/insights/commitments?from=2024-01&to=2024-03',
  ...['service', 'account', 'billing_group', 'payer', 'purchase_option'].map((dimension) =>
    values(dimension)),
  values('account', 'name'), values('billing_group', 'renamed'),
  ...smallReads(world),
]
const smallReads = ({ groups, payers }) => ['/billing-groups', '/billing-groups?search=name',
  '/pricing-plans', '/payers', ...groups.map(({ id }) => `/billing-groups/${id}`),
  ...payers.map(({ id }) => `/payers/${id}`)]

const elsewhere = (client) => new Client(fresh.url, client)

// Everyone's panels, asked of both servers; a reply that is kept is asked for once more.
async function readAll(world, hint) {
  const seen = []
  for (const [i, reader] of world.readers.entries()) {
    for (const path of panels(world)) {
      const expected = await elsewhere(reader).get(path)
      for (const time of ['first', 'again']) {
        const reply = await reader.get(path)
        assert.equal(reply.status, expected.status, `${hint}: ${path}`)
        if (reply.status === 200)
          assert.deepEqual(reply.json, expected.json, `${hint}: reader ${i}, ${time}: ${path}`)
      }
      seen.push(expected.status === 200 ? expected.text : '')
    }
  }
  return seen
}

// ---- changes ----

const day = () => `${pick(months)}-${String(1 + below(28)).padStart(2, '0')}`
const percent = () => `${below(40)}.${below(100)}`

const kinds = {
  'a rule is added': (world) => world.admin.ok('POST', `/pricing-plans/${world.plan.id}/rules`,
    { scope: 'sku', type: 'fixed', unit_price: '1.25', service: 'AWSLambda', usage_type: 'Usage-2' }),
  'a rule is changed': async (world) => {
    const { items } = await world.admin.ok('GET', `/pricing-plans/${world.plan.id}/rules`)
    const rule = items.find(({ scope }) => scope === 'global')
    await world.admin.ok('PATCH', `/pricing-plans/${world.plan.id}/rules/${rule.id}`,
      { percent: rule.percent === '9' ? '10' : '9' })
  },
  'a rule begins inside a month': async (world) => {
    const { items } = await world.admin.ok('GET', `/pricing-plans/${world.plan.id}/rules`)
    const rule = items.find(({ scope }) => scope === 'global')
    await world.admin.ok('PATCH', `/pricing-plans/${world.plan.id}/rules/${rule.id}`,
      { from: '2024-02-10' })
  },
  'a rule is taken away': async (world) => {
    const { items } = await world.admin.ok('GET', `/pricing-plans/${world.plan.id}/rules`)
    await world.admin.ok('DELETE', `/pricing-plans/${world.plan.id}/rules/${
      items.find(({ scope }) => scope === 'service').id}`)
  },
  'the free tier ends': (world) =>
    world.admin.ok('PATCH', `/pricing-plans/${world.plan.id}`, { free_tier: false }),
  'the basis changes': (world) => world.admin.ok('PATCH', `/pricing-plans/${world.plan.id}`,
    { basis: 'unblended', pass_through: [] }),
  'tax is passed through': (world) =>
    world.admin.ok('PATCH', `/pricing-plans/${world.plan.id}`, { pass_through: ['tax'] }),
  'a group gets a plan': (world) => world.admin.ok('PATCH',
    `/billing-groups/${world.groups[1].id}`, { pricing_plan_id: world.plan.id }),
  'a group loses its plan': (world) => world.admin.ok('PATCH',
    `/billing-groups/${world.groups[0].id}`, { pricing_plan_id: null }),
  'a group is renamed': (world) => world.admin.ok('PATCH',
    `/billing-groups/${world.groups[0].id}`, { name: `renamed ${++count}` }),
  'an account joins': (world) =>
    assign(world, world.groups[2], [{ account_id: accounts[2][0], starts_on: '2024-02-01' }]),
  'an account joins inside a month': (world) =>
    assign(world, world.groups[2], [{ account_id: accounts[2][0], starts_on: '2024-03-09' }]),
  'an account moves': (world) => world.admin.ok('POST',
    `/billing-groups/${world.groups[2].id}/accounts/move`,
    { account_id: accounts[1][0], starts_on: '2024-03-01' }),
  'an account leaves': (world) => assign(world, world.groups[1], []),
  'an account is renamed': (world) => world.admin.ok('PATCH', `/accounts/aws/${accounts[0][0]}`,
    { name: `name ${++count}` }),
  'a payer is renamed': (world) => world.admin.ok('PATCH', `/payers/${world.payers[0].id}`,
    { name: `payer ${++count}` }),
  'a flat charge is added': async (world) => {
    world.charge = await world.admin.ok('POST', '/custom-charges', { name: 'fee', kind: 'fee',
      billing_group_id: world.groups[0].id, amount: '12.5', from: '2024-02' })
  },
  'a charge becomes a percentage': (world) => world.admin.ok('PATCH',
    `/custom-charges/${world.charge.id}`, { amount: null, percent: '3.5' }),
  'a charge ends': (world) => world.admin.ok('PATCH', `/custom-charges/${world.charge.id}`,
    { to: '2024-03' }),
  'a charge is taken away': (world) =>
    world.admin.ok('DELETE', `/custom-charges/${world.charge.id}`),
  'a month comes again': (world) => ingest(world, usage(months[1], 0, 5)),
  'a month goes back to what it was': (world) => ingest(world, usage(months[1], 0)),
  'a group is taken away': async (world) => {
    const group = await world.admin.ok('POST', '/billing-groups', { name: 'short' })
    const charge = await world.admin.ok('POST', '/custom-charges', { name: 'fee', kind: 'fee',
      billing_group_id: group.id, amount: '1', from: months[0] })
    await readAll(world, 'with the group')
    await world.admin.ok('DELETE', `/custom-charges/${charge.id}`)
    await world.admin.ok('DELETE', `/billing-groups/${group.id}`)
  },
}
// What is seen of these is as it was.
const restoring = ['a group is taken away']

describe('every kind of change is seen', () => {
  let world, seen
  before(async () => {
    world = await newWorld('kept')
    seen = await readAll(world, 'at first')
  })
  for (const [kind, change] of Object.entries(kinds)) {
    test(kind, async () => {
      await change(world)
      const now = await readAll(world, kind)
      if (!restoring.includes(kind)) assert.notDeepEqual(now, seen)
      seen = now
    })
  }
})

// Proof that replies are kept at all: what no audited change tells is not seen.
test('a reply is given again until something changes', async () => {
  const world = await newWorld('again')
  const paths = [costs({ group_by: 'billing_group', measure: 'pro_forma' }), values('billing_group')]
  const labels = (client) => Promise.all(paths.map(async (path) => {
    const { groups, items } = await client.ok('GET', path)
    return (groups ?? items).find(({ key }) => key === world.groups[0].id).label
  }))
  assert.deepEqual(await labels(world.admin), ['one', 'one'])
  server.sql(`update billing_groups set name = 'behind' where id = :'id'`, { id: world.groups[0].id })
  assert.deepEqual(await labels(world.admin), ['one', 'one'])
  assert.deepEqual(await labels(elsewhere(world.admin)), ['behind', 'behind'])
  await server.signIn('again-payer')
  await world.admin.ok('PATCH', `/payers/${world.payers[0].id}`, { name: 'told' })
  assert.deepEqual(await labels(world.admin), ['behind', 'behind'])
})

// The same of small reads, for which every entry counts, and of what a reader may see.
test('a small read is given again until something changes', async () => {
  const world = await newWorld('small')
  const path = `/billing-groups/${world.groups[0].id}`
  const names = (client) => Promise.all([path, '/billing-groups?limit=1'].map(async (each) => {
    const reply = await client.ok('GET', each)
    return (reply.items?.[0] ?? reply).name
  }))
  const rename = (name) => server.sql(`update billing_groups set name = :'name' where id = :'id'`,
    { name, id: world.groups[0].id })
  assert.deepEqual(await names(world.admin), ['one', 'one'])
  rename('behind')
  assert.deepEqual(await names(world.admin), ['one', 'one'])
  assert.deepEqual(await names(elsewhere(world.admin)), ['behind', 'behind'])
  const { headers } = await world.admin.get(path)
  assert.equal((await world.admin.get(path, { headers: { 'if-none-match': headers.get('etag') } })).status, 304)
  await world.admin.ok('PATCH', `/payers/${world.payers[0].id}`, { name: 'told' })
  assert.deepEqual(await names(world.admin), ['behind', 'behind'])

  const [, reader] = world.readers
  const seen = async () => (await reader.ok('GET', '/payers')).items.map(({ id }) => id)
  const [one, other] = world.payers.map(({ id }) => id)
  assert.deepEqual(await seen(), [one])
  assert.equal((await reader.get(`/payers/${one}`)).status, 200)
  server.sql(`update user_scopes set payer_id = :'other' where payer_id = :'one'`, { one, other })
  assert.deepEqual(await seen(), [other])
  assert.equal((await reader.get(`/payers/${one}`)).status, 404)
})

const random = [
  ({ admin, plan }) => admin.post(`/pricing-plans/${plan.id}/rules`, pick([
    { scope: 'service', type: pick(['markup', 'discount']), percent: percent(),
      service: pick(services), from: day() },
    { scope: 'sku', type: 'fixed', unit_price: percent(), service: pick(services),
      usage_type: `Usage-${below(3)}`, from: `${pick(months)}-01` }])),
  async ({ admin, plan }) => {
    const { items } = await admin.ok('GET', `/pricing-plans/${plan.id}/rules`)
    if (items.length === 0) return
    const path = `/pricing-plans/${plan.id}/rules/${pick(items).id}`
    if (below(3) === 0) await admin.delete(path)
    else await admin.patch(path, pick([{ percent: percent() }, { from: day() }, { to: day() }]))
  },
  ({ admin, plan }) => admin.patch(`/pricing-plans/${plan.id}`, pick([
    { free_tier: below(2) === 0 }, { pass_through: pick([[], ['tax'], ['tax', 'credit']]) },
    { basis: pick(['public_on_demand', 'unblended', 'net_unblended']) }])),
  ({ admin, plan, groups }) => admin.patch(`/billing-groups/${pick(groups).id}`,
    pick([{ pricing_plan_id: pick([plan.id, null]) }, { name: `name ${below(1000)}` }])),
  ({ admin, groups }) => admin.put(`/billing-groups/${pick(groups).id}/accounts`,
    { assignments: accounts.filter(() => below(2)).map(([account_id]) =>
      ({ account_id, starts_on: pick([`${pick(months)}-01`, day()]) })) }),
  ({ admin, groups }) => admin.post('/custom-charges', { name: `charge ${below(1000)}`,
    billing_group_id: pick(groups).id, kind: pick(['fee', 'credit']), from: pick(months),
    ...pick([{ amount: percent() }, { percent: percent() }]) }),
  (world) => {
    const payer = below(2)
    return ingest(world, usage(pick(months), payer, below(50)))
  },
]

test('random changes are seen', async () => {
  console.log(`# seed ${seed}`)
  const world = await newWorld('random')
  for (let step = 0; step < STEPS; step++) {
    const kind = below(random.length)
    await random[kind](world)
    await readAll(world, `seed ${seed}, step ${step}, kind ${kind}`)
  }
})
