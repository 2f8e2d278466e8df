// People at work while the machine fails under them. Each actor remembers what it was told: what
// was answered well must be there afterwards, what was not answered may be.
import assert from 'node:assert/strict'

import { Chance } from './chance.mjs'
import { ingestByHand } from './command.mjs'
import { sleep } from './time.mjs'

const UNKNOWN = { status: 0 }

// An answer, or UNKNOWN where the connection ended; 5xx tells as little when the database died
// while it committed.
async function attempt(request) {
  const reply = await request().catch((error) => {
    if (error instanceof assert.AssertionError) throw error
    return UNKNOWN
  })
  return reply.status >= 500 ? { ...reply, status: 0 } : reply
}

const isGood = (reply) => reply.status >= 200 && reply.status < 300

// ---- what they do ----

async function upload(world, { chance, told }) {
  const file = chance.pick(world.files)
  const reply = await attempt(() => world.post(file))
  if (isGood(reply)) told.accepted.push({ id: reply.json.job_id, sha256: file.sha256 })
  else assert.ok(reply === UNKNOWN || [0, 409].includes(reply.status), reply.text)
  if (!isGood(reply)) await sleep(20)
}

// On the command line, in competition with uploads; killed with `world.command.kill()`.
async function ingest(world, { chance }) {
  world.command = ingestByHand(world, chance.pick(world.files))
  const { status, stderr } = await world.command.ended
  if (status !== 0 && status !== 'SIGKILL')
    assert.match(stderr, /^proforma ingest: (unavailable|ingest_in_progress): /m)
  await sleep(20)
}

// A value never used before, so that what is there tells which change it came from.
async function changeRule(world, { told }) {
  const percent = String(++told.rule.last / 1000)
  told.rule.maybe.push(percent)
  const path = `/pricing-plans/${world.plan.id}/rules/${world.rule.id}`
  const reply = await attempt(() => world.admin.patch(path, { percent }))
  if (isGood(reply)) told.rule.maybe = [percent]
  else assert.equal(reply.status, 0, reply.text)
}

// The same request with the same key until it is answered: done once, however often it was sent.
async function charge(world, { told }) {
  const name = (told.charges.open ??= `charge ${told.charges.done.length}`)
  const reply = await attempt(() => world.admin.post('/custom-charges',
    { name, kind: 'fee', amount: '1', from: '2030-01', billing_group_id: world.groups[0].id },
    { headers: { 'idempotency-key': name } }))
  if (isGood(reply)) {
    told.charges.done.push(name)
    told.charges.open = undefined
  } else assert.equal(reply.status, 0, reply.text)
}

const halves = (accounts, at) => [accounts.slice(0, at), accounts.slice(at)]

// All accounts of one group, cut at another place each time, and a stay that begins mid-month.
async function assign(world, { chance, told }) {
  const [month, middle] = halves(world.accounts, chance.between(1, world.accounts.length - 1))
  const assignments = [
    ...month.map((account_id) => ({ account_id, starts_on: '2024-01-01' })),
    ...middle.map((account_id) => ({ account_id, starts_on: '2024-02-15' })),
  ]
  const shape = assignments.map((each) => `${each.account_id} ${each.starts_on}`).sort().join()
  told.stays.maybe.push(shape)
  const reply = await attempt(() =>
    world.admin.put(`/billing-groups/${world.groups[0].id}/accounts`, { assignments }))
  if (isGood(reply)) told.stays.maybe = [shape]
  else assert.equal(reply.status, 0, reply.text)
}

async function read(world, { chance }) {
  const path = chance.pick(['/bills?period=2024-02', '/drops', '/audit?limit=20', '/payers'])
  const reply = await attempt(() => world.admin.get(path))
  assert.ok(isGood(reply) || reply.status === 0, reply.text)
}

const ACTORS = { upload, ingest, changeRule, charge, assign, read }

// ---- all of them ----

export class Load {
  constructor(world) {
    this.world = world
    world.accepted = []
    this.told = {
      accepted: world.accepted,
      rule: { last: 0, maybe: ['1'] },
      charges: { done: [], open: undefined },
      stays: { maybe: [''] },
    }
    this.actors = Object.entries(ACTORS).map(([name, act]) => ({ act, chance: new Chance(name) }))
    this.requests = 0
  }

  start() {
    this.isOver = false
    this.running = Promise.all(this.actors.map((actor) => this.#run(actor)))
    this.running.catch(() => {}) // told by stop()
  }
  async #run({ act, chance }) {
    while (!this.isOver) {
      await act(this.world, { chance, told: this.told })
      this.requests++
    }
  }
  async stop() {
    this.isOver = true
    await this.running
  }

  // What was answered well is in the database, and nothing that nobody asked for.
  async checkTold() {
    const { world, told } = this
    const percent = await world.value(
      `select trim_scale(percent)::text from pricing_rules where id = :'id'`, { id: world.rule.id })
    assert.ok(told.rule.maybe.includes(percent), `percent ${percent}, told ${told.rule.maybe}`)
    told.rule.maybe = [percent]

    const stays = await world.sql(`select a.external_id || ' ' || s.starts_on as stay
      from assignments s join accounts a on a.id = s.account_id
      where s.billing_group_id = :'id' order by 1`, { id: world.groups[0].id })
    const shape = stays.map(({ stay }) => stay).join()
    assert.ok(told.stays.maybe.includes(shape), `stays ${shape}`)
    told.stays.maybe = [shape]

    const charges = await world.sql('select name from custom_charges')
    const names = charges.map(({ name }) => name)
    assert.equal(new Set(names).size, names.length, 'no request was run twice')
    for (const name of told.charges.done) assert.ok(names.includes(name), `${name} is lost`)
    assert.ok(names.length - told.charges.done.length <= 1)
  }
}
