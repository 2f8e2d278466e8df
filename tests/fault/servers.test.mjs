// Three servers on one database and one DATA_DIR, each client at any of them, and one is killed now and
// then: jobs run once in effect, what one has changed all show at once, kept answers and fresh ones agree.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { Client, Server } from '../api/lib/server.mjs'
import { Chance, seed } from './lib/chance.mjs'
import { consistent, settled, tidied } from './lib/invariants.mjs'
import { Load } from './lib/load.mjs'
import { Postgres } from './lib/postgres.mjs'
import { budget, sleep, until } from './lib/time.mjs'
import { World } from './lib/world.mjs'

const SERVERS = 3

// The same session at any of the servers.
class Anywhere extends Client {
  #chance = new Chance('anywhere')

  constructor(client, servers) {
    super(undefined, client)
    this.servers = servers
  }
  get base() {
    return this.#chance.pick(this.servers ?? [{}]).url
  }
  set base(_) {} // the one of Client
}

let world, servers
before(async () => {
  world = await World.make(await new Postgres().start())
  servers = [world.server]
  while (servers.length < SERVERS) {
    const server = new Server({}, world.cluster.url)
    await server.prepare(world.server.database, world.server.dataDir)
    await server.start()
    servers.push(server)
  }
  world.admin = new Anywhere(world.admin, servers)
})
after(async () => {
  for (const server of servers.slice(1)) await server.stop()
  await world.stop()
})

const PANELS = ['/drops', '/accounts', '/billing-groups', '/pricing-plans',
  '/bills?period=2024-02', '/insights/overview?period=2024-02', '/insights/forecast',
  ...['margin', 'cost'].flatMap((measure) => ['service', 'account', 'billing_group'].map((group_by) =>
    `/insights/costs?from=2024-02&to=2024-03&exact=true&measure=${measure}&group_by=${group_by}`))]

// What each server says, all of it; they must say the same. From what they keep, but for one that
// has just been started.
async function agreed() {
  const said = await Promise.all(servers.map(({ url }) =>
    Promise.all(PANELS.map((path) => new Client(url, { ...world.admin, base: url }).ok('GET', path)))))
  for (const each of said.slice(1)) assert.deepEqual(each, said[0])
  return said[0]
}

test(`one of several servers is killed, seed ${seed}`, async (t) => {
  const chance = new Chance('servers')
  const load = new Load(world)
  const time = budget(4)
  let killed = 0
  while (!time.isOver()) {
    load.start()
    await sleep(chance.between(50, 1000))
    const victim = chance.pick(servers)
    await victim.kill()
    await sleep(chance.between(0, 500))
    await load.stop()
    await load.checkTold()
    await consistent(world)
    await victim.start()
    await until('all jobs end', async () =>
      await world.count(`jobs where state in ('queued', 'running')`) === 0, 120)
    await agreed()
    killed++
  }
  const found = { ...await settled(world), orphans: await tidied(world) }
  const ran = servers.map((server) => server.events('job_ended').length)
  t.diagnostic(`killed ${killed}; ${load.requests} requests; jobs by server ${ran}; ${JSON.stringify(found)}`)
})

test('what one server changes, all of them show on the next request', async () => {
  const chance = new Chance('changes')
  let was = await agreed()
  for (let i = 1, time = budget(1); i <= 5 || !time.isOver(); i++) {
    await world.admin.ok('PATCH', `/pricing-plans/${world.plan.id}/rules/${world.rule.id}`,
      { percent: String(10 + i) })
    const is = await agreed()
    assert.notDeepEqual(is, was)
    was = is
    if (i % 5 === 0) assert.equal((await world.load(chance.pick(world.files))).state, 'done')
  }
})
