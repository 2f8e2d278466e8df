// Load from many connections at once: wrk against a server, pgbench against the database.
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

import { run } from './program.mjs'

const script = fileURLToPath(new URL('load.lua', import.meta.url))
const THREADS = 2
const PGBENCH_SECONDS = 3 // at least: its clock begins before its connections are open

// → { rate (requests/s), p50, p99 (ms) }. An error or a status from 400 on fails the comparison.
export async function wrk(url, { connections, seconds, headers = {}, paths = [] }) {
  const named = Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`])
  const output = await run('wrk', [`-t${Math.min(THREADS, connections)}`, `-c${connections}`,
    `-d${Math.ceil(seconds)}s`, ...named, '-s', script, url, '--', ...paths])
  const result = JSON.parse(output.trim().split('\n').at(-1))
  if (result.errors > 0) throw new Error(`${url}: ${result.errors} of ${result.requests} requests failed`)
  return { rate: result.requests / (result.microseconds / 1e6), p50: result.p50_us / 1000,
    p99: result.p99_us / 1000 }
}

const folder = ['/usr/lib/postgresql/15/bin/', ''].find((each) => each === '' || existsSync(each))

export const pgbenchMake = (url, scale) => run(`${folder}pgbench`, ['-i', '-q', '-s', `${scale}`, url])

// Selects of one row by its key, prepared → transactions a second.
export async function pgbench(url, { connections, seconds }) {
  const output = await run(`${folder}pgbench`, ['-n', '-S', '-M', 'prepared', '-c', `${connections}`,
    '-j', `${Math.min(THREADS, connections)}`, '-T', `${Math.ceil(Math.max(seconds, PGBENCH_SECONDS))}`, url])
  return Number(/^tps = ([\d.]+)/m.exec(output)[1])
}
