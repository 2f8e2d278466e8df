import { readFileSync } from 'node:fs'

import { madeDatabase, startWith } from '../lib/database.mjs'
import { make, version } from '../lib/groups.mjs'
import { wrk } from '../lib/load.mjs'

export const title = 'idle-memory'
export const how = 'resident set of `proforma serve` two seconds after its start, its libraries ' +
  'included; and two seconds after 256 connections have read billing groups'
export const rows = [
  { id: 'idle-memory', what: 'idle memory of the server without its database', unit: 'MB',
    target: { at: 'most', limit: 30 } },
  { id: 'idle-memory-after', what: 'the same after a load of 256 connections', unit: 'MB' },
]

const REST_MS = 2000

export const prepare = (bench) => madeDatabase(bench, 'groups', version, make)

export async function measure(bench) {
  const idle = []
  const after = []
  for (let round = 0; round < bench.rounds; round++) {
    const { server, facts } = await startWith(bench, 'groups', version, make)
    try {
      idle.push(await residentMb(server.pid))
      await wrk(server.url, { connections: 256, seconds: bench.seconds,
        headers: { authorization: `Bearer ${facts.key}` },
        paths: facts.groups.map((id) => `/api/v1/billing-groups/${id}`) })
      after.push(await residentMb(server.pid))
    } finally {
      await server.stop()
    }
  }
  return { scale: `${bench.rounds} starts`, rows: { 'idle-memory': { ours: idle },
    'idle-memory-after': { ours: after } } }
}

async function residentMb(pid) {
  await new Promise((done) => setTimeout(done, REST_MS))
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024
}
