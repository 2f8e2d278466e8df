// What is at stake while things fail: a partner with two payers, months of theirs as files whose
// rows are known, groups with plans and assignments.
import { createHash } from 'node:crypto'

import { csv, row } from '../../api/lib/report.mjs'
import { Server } from '../../api/lib/server.mjs'
import { Chance } from './chance.mjs'
import { hurry } from './hurry.mjs'
import { Proxy } from './proxy.mjs'
import { Session } from './session.mjs'

export const PERIODS = ['2024-02', '2024-03']
const PAYERS = ['100000000000', '200000000000']
const SERVICES = ['AmazonEC2', 'AmazonS3', 'AWSLambda', 'AWSSupportBusiness']
const TYPES = ['Usage', 'Usage', 'Usage', 'Usage', 'Fee', 'Tax', 'Credit', 'EdpDiscount']

// ---- files ----

const accountsOf = (payer) => [1, 2, 3].map((n) => `${payer.slice(0, -1)}${n}`)

function randomRow(chance, payer, period) {
  const type = chance.pick(TYPES)
  const amount = () => `${chance.below(500)}.${chance.below(10 ** 9)}${chance.below(10 ** 5)}`
  return row({
    payer,
    period,
    account: chance.pick(accountsOf(payer)),
    type,
    service: chance.pick(SERVICES),
    usageType: chance.pick(['BoxUsage', 'Requests', 'TimedStorage']),
    operation: chance.pick(['RunInstances', 'PutObject', '']),
    day: `${period}-${String(chance.between(1, 29)).padStart(2, '0')}`,
    quantity: amount(),
    unblended: type === 'Credit' || type === 'EdpDiscount' ? `-${amount()}` : amount(),
    publicCost: chance.oneIn(3) ? '' : amount(),
  })
}

export function makeFile(chance, { payer, period, rows }) {
  const list = Array.from({ length: rows }, () => randomRow(chance, payer, period))
  const bytes = Buffer.from(csv(list))
  return { payer, period, rows: list, bytes,
    sha256: createHash('sha256').update(bytes).digest('hex') }
}

// ---- the world ----

export class World {
  // cluster: a Postgres, started. variants: files of each payer and month. isProxied: the server
  // reaches it through `proxy`.
  static async make(cluster, { settings = {}, variants = 3, rows = 1000, isProxied = false } = {}) {
    const world = new World()
    const chance = new Chance('world')
    world.cluster = cluster
    world.server = new Server(settings, cluster.url)
    await world.server.prepare()
    await world.server.start()
    world.session = new Session(cluster.socketDir, world.server.database)
    Object.assign(world, await world.server.newPartner('acme'))
    world.payers = []
    for (const external_id of PAYERS)
      world.payers.push(await world.server.newPayer(world.admin, { external_id }))
    world.files = PAYERS.flatMap((payer) => PERIODS.flatMap((period) =>
      Array.from({ length: variants }, () => makeFile(chance, { payer, period, rows }))))
    await world.#makeGroups()
    await hurry(world)
    if (isProxied) await world.#goThroughProxy()
    return world
  }

  async #goThroughProxy() {
    this.proxy = await new Proxy(this.cluster).listen()
    this.server.settings.database_url = this.proxy.url(this.server.database)
    await this.server.restart()
  }

  async #makeGroups() {
    this.plan = await this.admin.ok('POST', '/pricing-plans', { name: 'Plan', rules: [
      { scope: 'global', type: 'markup', percent: '1' },
      { scope: 'service', type: 'discount', percent: '5.5', service: 'AmazonS3' },
    ] })
    this.groups = []
    for (const name of ['A', 'B'])
      this.groups.push(await this.admin.ok('POST', '/billing-groups',
        { name, pricing_plan_id: this.plan.id }))
    await this.load(this.files.find((file) => file.payer === PAYERS[0]))
    await this.load(this.files.find((file) => file.payer === PAYERS[1]))
  }

  payerOf(file) {
    return this.payers.find((payer) => payer.external_id === file.payer)
  }
  fileOf(sha256) {
    return this.files.find((file) => file.sha256 === sha256)
  }
  get rule() {
    return this.plan.rules.find((rule) => rule.scope === 'global')
  }
  get accounts() {
    return PAYERS.flatMap(accountsOf)
  }

  post(file) {
    return this.admin.post(`/payers/${this.payerOf(file).id}/uploads?filename=month.csv`, file.bytes,
      { headers: { 'content-type': 'application/octet-stream' } })
  }
  load(file) {
    return this.admin.upload(this.payerOf(file).id, file.bytes, 'month.csv')
  }
  // As the owner of the database.
  sql(text, params) {
    return this.session.sql(text, params)
  }
  value(text, params) {
    return this.session.value(text, params)
  }
  async count(what, params) {
    return Number(await this.value(`select count(*) from ${what}`, params))
  }

  async stop() {
    this.session.close()
    try {
      await this.server.stop()
    } finally {
      this.proxy?.close()
      await this.cluster.stop()
      this.cluster.cleanUp()
    }
  }
}
