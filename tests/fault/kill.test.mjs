// kill -9 of the server, of PostgreSQL, of one backend, of `proforma ingest` beside them or of all, at
// random moments of a busy day; started again, everything that was answered is there and every
// invariant holds.
import { after, before, test } from 'node:test'

import { Chance, seed } from './lib/chance.mjs'
import { consistent, settled, tidied } from './lib/invariants.mjs'
import { Load } from './lib/load.mjs'
import { Postgres } from './lib/postgres.mjs'
import { budget, sleep, until } from './lib/time.mjs'
import { World } from './lib/world.mjs'

const VICTIMS = { server: 5, cluster: 2, backend: 2, command: 2, all: 1 }

let world
before(async () => (world = await World.make(await new Postgres().start())))
after(() => world.stop())

const killing = {
  server: ({ server }) => server.kill(),
  cluster: ({ cluster }) => cluster.kill(),
  backend: ({ cluster }, chance) => cluster.killBackend((backends) => chance.pick(backends)),
  command: ({ command }) => command.kill(),
  all: ({ server, cluster, command }) =>
    Promise.all([server.kill(), cluster.kill(), command.kill()]),
}

const starting = {
  server: ({ server }) => server.start(),
  cluster: ({ cluster }) => cluster.start(),
  backend: () => {},
  command: () => {},
  all: async ({ server, cluster }) => {
    await cluster.start()
    await server.start()
  },
}

const answers = async ({ server, admin }) =>
  until('the server serves again', async () =>
    (await server.nobody().api('GET', `${server.url}/readyz`).catch(() => ({}))).status === 200 &&
    (await admin.get('/me').catch(() => ({}))).status === 200)

const finishJobs = () => until('all jobs end', async () =>
  await world.count(`jobs where state in ('queued', 'running')`) === 0, 120)

test(`killed at any moment, seed ${seed}`, async (t) => {
  const chance = new Chance('killer')
  const load = new Load(world)
  const time = budget(10)
  const killed = {}
  while (!time.isOver()) {
    const victim = chance.pickWeighted(VICTIMS)
    killed[victim] = (killed[victim] ?? 0) + 1
    load.start()
    await sleep(chance.between(50, 1500))
    await killing[victim](world, chance)
    await Promise.all([load.stop(), starting[victim](world)])
    await answers(world)
    await load.checkTold()
    await consistent(world)
  }
  await finishJobs()
  await load.checkTold()
  const found = { ...await settled(world), orphans: await tidied(world) }
  t.diagnostic(`killed ${JSON.stringify(killed)}; ${load.requests} requests; ${JSON.stringify(found)}`)
})
