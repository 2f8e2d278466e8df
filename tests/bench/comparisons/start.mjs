import { rmSync } from 'node:fs'
import http from 'node:http'
import { join } from 'node:path'

import { freePort } from '../../api/lib/server.mjs'
import { alternate } from '../lib/alternate.mjs'
import { start, stop } from '../lib/program.mjs'

export const title = 'start'
export const how = '`deploy/quickstart --no-demo` with the program and the console built, until ' +
  '`/readyz` says so: with an empty data directory (initdb, migrations and all), and once more with ' +
  'what that left'
export const rows = [
  { id: 'start-new', what: 'start: nothing to serving', unit: 's', target: { at: 'most', limit: 2 } },
  { id: 'start-existing', what: 'start: existing cluster to serving', unit: 's',
    target: { at: 'most', limit: 0.3 } },
]

const POLL_MS = 2
const LONGEST_MS = 300_000

const quickstart = (bench, data, port) => start(join(bench.root, 'deploy/quickstart'),
  ['--no-demo', '--port', `${port}`], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, PROFORMA_DATA_DIR: data },
    stdio: ['ignore', 'ignore', 'inherit'] })

// With the cluster, where the user that runs PostgreSQL may go.
const dataOf = () => join(process.env.PROFORMA_BENCH_CLUSTER, 'start')

// Builds what quickstart builds.
export async function prepare(bench) {
  await started(bench, dataOf())
  rmSync(dataOf(), { recursive: true })
}

export async function measure(bench) {
  const data = dataOf()
  const samples = await alternate(bench.rounds, {
    fresh: () => started(bench, data),
    existing: () => started(bench, data),
  }, { between: (name) => name === 'fresh' && rmSync(data, { recursive: true, force: true }),
    isFixed: true })
  rmSync(data, { recursive: true })
  return { scale: 'from its start to the first reply', rows: { 'start-new': { ours: samples.fresh },
    'start-existing': { ours: samples.existing } } }
}

// Seconds until it serves. It is stopped again.
async function started(bench, data) {
  const port = await freePort()
  const begin = performance.now()
  const child = quickstart(bench, data, port)
  try {
    while (!await isReady(port)) {
      if (child.exitCode !== null) throw new Error('deploy/quickstart did not start the server')
      if (performance.now() - begin > LONGEST_MS) throw new Error('deploy/quickstart does not serve')
      await new Promise((done) => setTimeout(done, POLL_MS))
    }
    return (performance.now() - begin) / 1000
  } finally {
    await stop(child)
  }
}

const isReady = (port) => new Promise((done) => {
  http.get({ host: '127.0.0.1', port, path: '/readyz', agent: false }, (reply) => {
    reply.resume()
    done(reply.statusCode === 200)
  }).on('error', () => done(false))
})
