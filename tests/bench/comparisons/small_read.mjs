import { createHash } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'

import { freePort } from '../../api/lib/server.mjs'
import { alternate } from '../lib/alternate.mjs'
import { startWith, madeDatabase } from '../lib/database.mjs'
import { make, version } from '../lib/groups.mjs'
import { pgbench, wrk } from '../lib/load.mjs'
import { ready, start, stop } from '../lib/program.mjs'

export const title = 'small-read'
export const how = '`GET /api/v1/billing-groups/{id}` with an API key, 300 groups again and again, by wrk with ' +
  'two threads: of a server as it comes, which keeps its answers and asks PostgreSQL whether anything has ' +
  'changed, and of one that keeps nothing (`PROFORMA_INSIGHTS_MEMORY_MB=0`); `pgbench -S -M prepared` with as many clients on the same database (a million rows); ' +
  'and the same route in Fastify 5 with pg 8, which has neither row level security nor transactions'

const CONNECTIONS = [32, 256]
const least = { 32: 0.7, 256: 0.6 }

export const rows = CONNECTIONS.flatMap((connections) => {
  const what = `a small authenticated read, ${connections} connections`
  return [
    { id: `small-read-${connections}`, what, against: '`pgbench -S -M prepared`', unit: '/s',
      target: { at: 'least', limit: least[connections] } },
    { id: `small-read-${connections}-p99`, what: `${what}, p99`, unit: 'ms',
      target: { at: 'most', limit: 10 } },
    { id: `small-read-${connections}-fastify`, what, against: 'Fastify with pg', unit: '/s',
      target: { at: 'least', limit: 4 } },
    { id: `small-read-${connections}-fastify-cores`, what,
      against: 'Fastify with pg, one process a core', unit: '/s' },
    { id: `small-read-${connections}-anew`, what: `${what}, nothing kept`,
      against: '`pgbench -S -M prepared`', unit: '/s' },
    { id: `small-read-${connections}-anew-p99`, what: `${what}, nothing kept, p99`, unit: 'ms' },
  ]
})

export const prepare = (bench) => madeDatabase(bench, 'groups', version, make)

export async function measure(bench) {
  const { server, facts } = await startWith(bench, 'groups', version, make)
  const { server: forgetful } = await startWith(bench, 'groups', version, make, { insights_memory_mb: 0 })
  const key = peerKey(server)
  const peers = { peer: await startPeer(bench, server, 1),
    peers: await startPeer(bench, server, availableParallelism()) }
  try {
    const paths = facts.groups.map((id) => `/api/v1/billing-groups/${id}`)
    const read = (url, key) => (connections) => wrk(url, { connections, seconds: bench.seconds,
      headers: { authorization: `Bearer ${key}` }, paths })
    const sides = { ours: read(server.url, facts.key), anew: read(forgetful.url, facts.key),
      peer: read(peers.peer.url, key),
      peers: read(peers.peers.url, key),
      pgbench: (connections) => pgbench(server.ownerUrl, { connections, seconds: bench.seconds }) }
    const measured = {}
    for (const connections of CONNECTIONS)
      Object.assign(measured, rowsOf(connections, await alternate(bench.rounds,
        Object.fromEntries(Object.entries(sides).map(([name, side]) =>
          [name, () => side(connections)])))))
    return { scale: `rounds of ${bench.seconds} s`, rows: measured }
  } finally {
    for (const { child } of Object.values(peers)) await stop(child)
    await forgetful.stop()
    await server.stop()
  }
}

function rowsOf(connections, samples) {
  const rates = (name) => samples[name].map(({ rate }) => rate)
  return {
    [`small-read-${connections}`]: { ours: rates('ours'), against: samples.pgbench },
    [`small-read-${connections}-p99`]: { ours: samples.ours.map(({ p99 }) => p99) },
    [`small-read-${connections}-fastify`]: { ours: rates('ours'), against: rates('peer') },
    [`small-read-${connections}-fastify-cores`]: { ours: rates('ours'), against: rates('peers') },
    [`small-read-${connections}-anew`]: { ours: rates('anew'), against: samples.pgbench },
    [`small-read-${connections}-anew-p99`]: { ours: samples.anew.map(({ p99 }) => p99) },
  }
}

// The peer hashes keys its own way, so it has one of its own.
function peerKey(server) {
  const key = 'peer_of_this_benchmark'
  const hash = createHash('sha256').update(key).digest('hex')
  server.sql(`delete from api_keys where name = 'peer';
    insert into api_keys (partner_id, id, user_id, name, prefix, token_hash, permissions)
    select partner_id, gen_random_uuid(), user_id, 'peer', prefix, decode('${hash}', 'hex'), permissions
    from api_keys where name = 'bench'`)
  return key
}

async function startPeer(bench, server, processes) {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const database = new URL(server.ownerUrl)
  const child = start(process.execPath, [join(bench.cache, 'peers/groups.mjs')], {
    env: { PATH: process.env.PATH, PORT: `${port}`, PROCESSES: `${processes}`,
      PGHOST: database.searchParams.get('host'), PGDATABASE: database.pathname.slice(1),
      PGUSER: database.searchParams.get('user') ?? database.username, NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  await ready(`${url}/ready`)
  return { child, url }
}
