// The requests of the walk: for every route of docs/openapi.json one entry or several, with a body
// that goes through where it may.
//
//   on       the targets it is tried on; a route that names nothing has none
//   path     of the parameters that are not simply an id
//   query    what the address goes on with
//   body     what is sent
//   label    tells several entries of a route apart
//   make     makes what a deletion may take away, returns the object to walk on
//   even     make and settle on `none` as well
//   own      an object that each caller has of its own
//   spare    called with a session made for it, because that ends
//   wide     of the whole partner, payers or not: `other` is not hidden from a payer_admin
//   settle   puts things back
import { PERIOD, newCharge, newGroup, newUser } from './walk_world.mjs'
import { row, csv } from './report.mjs'
import { userPassword } from './server.mjs'
import { until } from './wait.mjs'

const ALL = ['own', 'shared', 'other', 'tenant', 'none']
const PAYERS = ['own', 'other', 'tenant', 'none']
const PARTNERS = ['own', 'tenant', 'none']
let count = 0
const unique = (word) => `${word}-${++count}`
const digits = () => String(700000000000 + ++count)

const LONG_AGO = { from: '2020-01', to: '2020-02' }
const plain = {}
const ofPartner = { on: PARTNERS, wide: true }
const ofPayer = { on: PAYERS }
const ofGroup = { on: ALL }
const byPayer = (query = '') => ({ on: PAYERS, label: 'payer_id',
  query: (o) => `${query}payer_id=${o.payer}` })

const costs = `from=${PERIOD}&to=${PERIOD}&measure=pro_forma`
const insight = (query, dimension, name) => ({ label: dimension, on: dimension === 'billing_group' ? ALL : PAYERS,
  query: (o) => `${query}${dimension}=${encodeURIComponent(o[name])}` })
const costsBy = (query) => [{ query: () => query }, insight(`${query}&`, 'payer', 'payer'),
  insight(`${query}&`, 'account', 'account'), insight(`${query}&`, 'billing_group', 'group')]
const bill = { on: ALL, path: (o) => ({ billing_group_id: o.group, period: PERIOD }) }
const account = { on: PAYERS, path: (o) => ({ provider: 'aws', external_id: o.account }) }
const rule = { on: PAYERS, wide: true, path: (o) => ({ id: o.plan, rule_id: o.rule }) }

// The administrator of the partner that the target belongs to, and its objects.
const at = (world, target) =>
  (target === 'tenant' ? [world.far.admin, world.far] : [world.near.admin, world.objects[target]])

async function madeUser(world, target) {
  const [admin, o] = at(world, target)
  return { ...o, user: await newUser(admin, unique('walked')) }
}

// A payer that the limited administrator may see as well.
async function madePayer(world, target) {
  const [admin, o] = at(world, target)
  const { id } = await admin.ok('POST', '/payers',
    { name: unique('spare'), external_id: digits(), provider: 'aws' })
  if (target === 'own') await limitTo(world, [world.near.own.payer, id])
  return { ...o, payer: id }
}

const limitTo = (world, payer_ids) =>
  world.near.admin.ok('PATCH', `/users/${world.actors.payer_admin.user.id}`, { payer_ids })

async function madePlan(world, target) {
  const [admin, o] = at(world, target)
  const plan = await admin.ok('POST', '/pricing-plans', { name: unique('spare plan'),
    rules: [{ scope: 'global', type: 'markup', percent: '1' }] })
  return { ...o, plan: plan.id, rule: plan.rules[0].id }
}

async function madeGroup(world, target) {
  const [admin, o] = at(world, target)
  if (target === 'shared') return o
  return { ...o, group: await newGroup(admin, unique(`spare-${target}`), [o.spare]) }
}

// The same, and a shared one too.
async function madeAnyGroup(world, target) {
  if (target !== 'shared') return madeGroup(world, target)
  const group = await newGroup(world.near.admin, unique('spare-shared'), ['100000000009', '200000000009'])
  return { ...world.objects.shared, group }
}

const dropGroup = (world, target, o) => at(world, target)[0].delete(`/billing-groups/${o.group}`)

// A group made for the occasion goes, the shared one is as it was.
function groupBack(world, target, o) {
  if (target !== 'shared') return at(world, target)[0].delete(`/billing-groups/${o.group}`)
  return world.near.admin.ok('PUT', `/billing-groups/${o.group}/accounts`, {
    assignments: ['100000000002', '200000000002'].map((account_id) => ({ account_id, starts_on: '2023-01-01' })) })
}

async function madeCharge(world, target) {
  const [admin, o] = at(world, target)
  return { ...o, charge: await newCharge(admin, o.group, unique('spare fee'), LONG_AGO) }
}

async function madeFailedJob(world, target) {
  const o = world.objects[target]
  world.server.sql(`update jobs set state = 'failed',
    error = '{"code": "internal", "detail": "walked"}' where id = :'job'`, o)
  return o
}

const jobBack = (world, target, o) =>
  world.server.sql(`update jobs set state = 'done', error = null where id = :'job'`, o)

const jobsDone = (world) => until('all jobs are done', () =>
  world.server.value(`select count(*) from jobs where state in ('queued', 'running')`) === '0')

// A group of payer A to put the target's account into.
async function madeOwnGroup(world, target) {
  const ownGroup = await newGroup(world.near.admin, unique('spare-own'), ['100000000008'])
  return { ...world.objects[target], ownGroup }
}

const user = () => ({ username: unique('walker'), role: 'finance', password: userPassword })

export const requests = {
  'GET /healthz': plain,
  'GET /readyz': plain,
  'GET /metrics': plain,
  'GET /api/v1/openapi.json': plain,

  'POST /api/v1/session': { spare: true, body: () => ({ username: 'near-user', password: userPassword }) },
  'DELETE /api/v1/session': { spare: true },
  'GET /api/v1/sessions': plain,
  'DELETE /api/v1/sessions/{id}': { on: PAYERS, own: 'session', path: (o) => ({ id: o.session }) },
  'GET /api/v1/me': plain,
  'PATCH /api/v1/me': { body: () => ({ language: 'en' }) },
  'POST /api/v1/me/password': { body: () => ({ current_password: userPassword, new_password: 'weak' }) },

  'GET /api/v1/users': plain,
  'POST /api/v1/users': [
    { body: user },
    { on: PAYERS, label: 'payer_ids', body: (o) => ({ ...user(), role: 'payer_admin', payer_ids: [o.payer] }) },
    { on: ALL, label: 'billing_group_ids',
      body: (o) => ({ ...user(), role: 'customer', billing_group_ids: [o.group] }) },
  ],
  'GET /api/v1/users/{id}': { ...ofPartner, path: (o) => ({ id: o.user }) },
  'PATCH /api/v1/users/{id}': { ...ofPartner, path: (o) => ({ id: o.user }), body: () => ({ name: 'walked' }) },
  'DELETE /api/v1/users/{id}': { ...ofPartner, path: (o) => ({ id: o.user }), make: madeUser },

  'GET /api/v1/partners': plain,
  'POST /api/v1/partners': { body: () => ({ name: 'walked', slug: unique('walked'), currency: 'USD' }) },
  'GET /api/v1/partners/{id}': { ...ofPartner, path: (o) => ({ id: o.partner }) },
  'PATCH /api/v1/partners/{id}': { ...ofPartner, path: (o) => ({ id: o.partner }), body: () => ({ state: 'active' }) },

  'GET /api/v1/api-keys': plain,
  'POST /api/v1/api-keys': { body: () => ({ name: 'walked', permissions: ['payer.read'] }) },
  'DELETE /api/v1/api-keys/{id}': { on: PAYERS, own: 'key', path: (o) => ({ id: o.key }) },

  'GET /api/v1/payers': plain,
  'POST /api/v1/payers': { body: () => ({ name: 'walked', external_id: digits(), provider: 'aws' }) },
  'GET /api/v1/payers/{id}': { ...ofPayer, path: (o) => ({ id: o.payer }) },
  'PATCH /api/v1/payers/{id}': { ...ofPayer, path: (o) => ({ id: o.payer }), body: () => ({}) },
  'DELETE /api/v1/payers/{id}': { ...ofPayer, path: (o) => ({ id: o.payer }), make: madePayer,
    settle: (world) => limitTo(world, [world.near.own.payer]) },

  'GET /api/v1/accounts': [plain, byPayer(),
    { on: ALL, label: 'billing_group_id', query: (o) => `billing_group_id=${o.group}` }],
  'GET /api/v1/accounts/{provider}/{external_id}': account,
  'PATCH /api/v1/accounts/{provider}/{external_id}': { ...account, body: () => ({ email: 'walked@example.com' }) },

  'POST /api/v1/payers/{payer_id}/uploads': { on: PAYERS, path: (o) => ({ payer_id: o.payer }),
    query: () => 'filename=walked.csv', raw: () => csv([row({ payer: '1', account: '1' })]),
    settle: jobsDone },
  'GET /api/v1/drops': [plain, byPayer()],
  'GET /api/v1/drops/{id}': { ...ofPayer, path: (o) => ({ id: o.drop }) },
  'GET /api/v1/drops/{id}/files/{number}': { ...ofPayer, path: (o) => ({ id: o.drop, number: '1' }) },

  'GET /api/v1/pricing-plans': plain,
  'POST /api/v1/pricing-plans': { body: () => ({ name: unique('walked') }) },
  'GET /api/v1/pricing-plans/{id}': { ...ofPayer, wide: true, path: (o) => ({ id: o.plan }) },
  'PATCH /api/v1/pricing-plans/{id}': { ...ofPayer, wide: true, path: (o) => ({ id: o.plan }), body: () => ({}) },
  'DELETE /api/v1/pricing-plans/{id}': { ...ofPayer, wide: true, path: (o) => ({ id: o.plan }), make: madePlan },
  'GET /api/v1/pricing-plans/{id}/rules': { ...ofPayer, wide: true, path: (o) => ({ id: o.plan }) },
  'POST /api/v1/pricing-plans/{id}/rules': { ...ofPayer, wide: true, path: (o) => ({ id: o.plan }),
    body: () => ({ scope: 'service', type: 'markup', percent: '1', service: unique('walked') }) },
  'PATCH /api/v1/pricing-plans/{id}/rules/{rule_id}': { ...rule, body: () => ({}) },
  'DELETE /api/v1/pricing-plans/{id}/rules/{rule_id}': { ...rule, make: madePlan },

  'GET /api/v1/billing-groups': plain,
  'POST /api/v1/billing-groups': [
    { body: () => ({ name: unique('walked') }) },
    { on: PAYERS, wide: true, label: 'pricing_plan_id',
      body: (o) => ({ name: unique('walked'), pricing_plan_id: o.plan }) },
  ],
  'GET /api/v1/billing-groups/{id}': { ...ofGroup, path: (o) => ({ id: o.group }) },
  'PATCH /api/v1/billing-groups/{id}': [
    { ...ofGroup, path: (o) => ({ id: o.group }), body: () => ({}) },
    { on: PAYERS, wide: true, label: 'pricing_plan_id', path: (o, world) => ({ id: world.near.own.group }),
      body: (o, world) => ({ pricing_plan_id: o === world.near.other ? world.near.own.plan : o.plan }) },
  ],
  'DELETE /api/v1/billing-groups/{id}': { ...ofGroup, path: (o) => ({ id: o.group }), make: madeAnyGroup,
    settle: dropGroup },
  'GET /api/v1/billing-groups/{id}/accounts': { ...ofGroup, path: (o) => ({ id: o.group }) },
  'PUT /api/v1/billing-groups/{id}/accounts': [
    { ...ofGroup, path: (o) => ({ id: o.group }), make: madeGroup, settle: groupBack,
      body: (o) => ({ assignments: [{ account_id: o.spare ?? o.account, starts_on: '2023-02-01' }] }) },
    { on: PAYERS, label: 'account_id', make: madeOwnGroup, even: true, path: (o) => ({ id: o.ownGroup }),
      settle: (world, target, o) => world.near.admin.delete(`/billing-groups/${o.ownGroup}`),
      body: (o) => ({ assignments: [{ account_id: o.spare ?? o.account, starts_on: '2023-02-01' }] }) },
  ],
  'POST /api/v1/billing-groups/{id}/accounts/move': [
    { ...ofGroup, path: (o) => ({ id: o.group }),
      body: (o, world) => ({ account_id: world.near.own.spare, starts_on: '2023-02-01', preview: true }) },
    { on: PAYERS, label: 'account_id', path: (o, world) => ({ id: world.near.own.group }),
      body: (o) => ({ account_id: o.spare ?? o.account, starts_on: '2023-02-01', preview: true }) },
  ],

  'GET /api/v1/custom-charges': [plain,
    { on: ALL, label: 'billing_group_id', query: (o) => `billing_group_id=${o.group}` }],
  'POST /api/v1/custom-charges': { on: ALL, label: 'billing_group_id', body: (o) => ({
    billing_group_id: o.group, name: unique('walked'), kind: 'fee', amount: '0', ...LONG_AGO }) },
  'GET /api/v1/custom-charges/{id}': { ...ofGroup, path: (o) => ({ id: o.charge }) },
  'PATCH /api/v1/custom-charges/{id}': { ...ofGroup, path: (o) => ({ id: o.charge }), body: () => ({}) },
  'DELETE /api/v1/custom-charges/{id}': { ...ofGroup, path: (o) => ({ id: o.charge }), make: madeCharge },

  'GET /api/v1/skus': plain,
  'GET /api/v1/services': plain,
  'GET /api/v1/bills': [{ query: () => `period=${PERIOD}` }, byPayer(`period=${PERIOD}&`)],
  'GET /api/v1/bills.csv': [{ query: () => `period=${PERIOD}` }, byPayer(`period=${PERIOD}&`)],
  'GET /api/v1/bills/periods': plain,
  'GET /api/v1/bills/{billing_group_id}/{period}': [bill,
    { ...bill, label: 'account_id', path: (o, world) => ({ billing_group_id: world.near.own.group, period: PERIOD }),
      on: PAYERS, query: (o) => `account_id=${o.account}` }],
  'GET /api/v1/bills/{billing_group_id}/{period}.csv': bill,

  'GET /api/v1/insights/costs': costsBy(costs),
  'GET /api/v1/insights/costs.csv': costsBy(costs),
  'GET /api/v1/insights/month-over-month': [...costsBy(`period=${PERIOD}&measure=pro_forma`),
    byPayer(`period=${PERIOD}&measure=pro_forma&`),
    { on: ALL, label: 'billing_group_id',
      query: (o) => `period=${PERIOD}&measure=pro_forma&billing_group_id=${o.group}` },
    { label: 'measure=cost', query: () => `period=${PERIOD}&measure=cost` },
    { label: 'measure=margin', query: () => `period=${PERIOD}&measure=margin` }],
  'GET /api/v1/insights/values': ['account', 'payer', 'billing_group', 'service'].map((dimension) =>
    ({ label: dimension, query: () => `dimension=${dimension}&from=${PERIOD}&to=${PERIOD}` })),
  'GET /api/v1/insights/overview': [{ query: () => `period=${PERIOD}` }, byPayer(`period=${PERIOD}&`)],
  'GET /api/v1/insights/comparison': [{ query: () => `period=${PERIOD}` }, byPayer(`period=${PERIOD}&`)],
  'GET /api/v1/insights/forecast': [{ query: () => 'measure=pro_forma' },
    { query: () => 'measure=cost', label: 'measure=cost' },
    insight('measure=pro_forma&', 'payer', 'payer'), insight('measure=pro_forma&', 'account', 'account')],
  'GET /api/v1/insights/commitments': [plain, insight('', 'payer', 'payer'), insight('', 'account', 'account')],

  'GET /api/v1/audit': [plain, { on: PARTNERS, wide: true, label: 'entity_id',
    query: (o) => `entity_id=${o.payer}` }],
  'GET /api/v1/audit.csv': plain,
  'GET /api/v1/audit/verify': plain,
  'GET /api/v1/jobs': plain,
  'GET /api/v1/jobs/{id}': { ...ofPayer, path: (o) => ({ id: o.job }) },
  'GET /api/v1/jobs/{id}/events': { ...ofPayer, path: (o) => ({ id: o.job }) },
  'POST /api/v1/jobs/{id}/retry': { ...ofPayer, path: (o) => ({ id: o.job }), make: madeFailedJob,
    settle: jobBack },
}
