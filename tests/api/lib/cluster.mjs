// The PostgreSQL that tests use: the one of PROFORMA_TEST_DATABASE_URL (a maintenance URL of a
// cluster where databases may be created), or a throw-away one for this process.
import { spawn, spawnSync } from 'node:child_process'
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const script = fileURLToPath(new URL('../../lib/cluster', import.meta.url))
let started

export function clusterUrl() {
  started ??= process.env.PROFORMA_TEST_DATABASE_URL
    ? Promise.resolve(process.env.PROFORMA_TEST_DATABASE_URL)
    : startCluster()
  return started
}

async function startCluster() {
  const dir = mkdtempSync(join(tmpdir(), 'proforma-pg-'))
  const child = spawn(script, [join(dir, 'c')], { stdio: ['ignore', 'pipe', 'pipe'] })
  const log = createWriteStream(join(dir, 'log'))
  child.stdout.pipe(log)
  child.stderr.pipe(log)
  child.unref()
  child.stdout.unref()
  child.stderr.unref()
  spawnSync('chmod', ['711', dir])
  process.on('exit', () => {
    child.kill('SIGINT')
    const gone = `while [ -e '${dir}/c/data/postmaster.pid' ]; do sleep 0.02; done`
    spawnSync('sh', ['-c', gone], { timeout: 10_000 })
    rmSync(dir, { recursive: true, force: true })
  })
  const url = `postgresql:///postgres?host=${dir}/c/socket&user=postgres`
  for (let wait = 0; wait < 600; wait++) {
    if (spawnSync('psql', ['-XAtqc', 'select 1', url], { stdio: 'ignore' }).status === 0) return url
    if (child.exitCode !== null) break
    await new Promise((done) => setTimeout(done, 50))
  }
  throw new Error(`PostgreSQL did not start; see ${dir}/log`)
}

// The URL of another database, or of another user, of the same cluster.
export function databaseUrl(maintenance, database, user) {
  const url = new URL(maintenance)
  url.pathname = `/${database}`
  if (user && url.searchParams.has('user')) url.searchParams.set('user', user)
  else if (user) url.username = user
  return url.href
}

// Rows as objects of strings (null stays null): every digit of an amount counts. `params` are
// psql variables, used as :'name' or :name.
export function psql(url, text, params = {}) {
  const variables = Object.entries(params).flatMap(([name, value]) => ['-v', `${name}=${value}`])
  const run = spawnSync(
    'psql',
    ['-Xq', '--csv', '-v', 'ON_ERROR_STOP=1', '-P', 'null=\\N', ...variables, url],
    { input: text, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 },
  )
  if (run.status !== 0) throw new Error(`psql: ${run.stderr.trim()}\n${text}`)
  const [header, ...rows] = parseCsv(run.stdout)
  return rows.map((row) =>
    Object.fromEntries(row.map((value, i) => [header[i], value === '\\N' ? null : value])),
  )
}

// RFC 4180.
export function parseCsv(text) {
  const rows = []
  const pattern = /(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r?\n|$)/gy
  let row = []
  while (pattern.lastIndex < text.length) {
    const [, quoted, plain, end] = pattern.exec(text)
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'))
    if (end !== ',') {
      rows.push(row)
      row = []
    }
  }
  return rows
}
