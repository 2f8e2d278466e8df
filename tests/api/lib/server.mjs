// A real server on a real, fresh database, for one test file:
//
//   const server = await startServer()          // settings: { settings: { upload_limit_mb: 1 } }
//   const { admin, partner } = await server.newPartner('acme')
//   const payer = await admin.ok('POST', '/payers', { … })
//   assertProblem(await admin.get('/nothing'), 'not_found')
//   await server.ingest('acme', payer.external_id, [row({ … })])
//   server.sql('select count(*) from charges')  // [{ count: '0' }], every value a string
//   await server.cli('audit', 'verify')         // { status, stdout, stderr }
//   after(() => server.stop())                  // fails the test when the server crashed
//
// The program comes from PROFORMA_TEST_BUILD_DIR (default: build). It connects as
// proforma_server, so row level security is as it is in production; sql() is the owner.
import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

import { clusterUrl, databaseUrl, psql } from './cluster.mjs'
import { Client, signIn } from './client.mjs'
import { csv } from './report.mjs'

export { Client, assertProblem, signIn } from './client.mjs'
export { parseCsv, psql } from './cluster.mjs'

export const root = resolve(fileURLToPath(new URL('../../..', import.meta.url)))
export const program = resolve(root, process.env.PROFORMA_TEST_BUILD_DIR ?? 'build', 'proforma')
export const bootstrapPassword = 'admin123456'
export const superadminPassword = 'Correct-horse-7-battery'
export const userPassword = 'Everyday-6-password'
const START_SECONDS = 60

export async function startServer({ settings = {}, database, dataDir } = {}) {
  const server = new Server(settings)
  await server.prepare(database, dataDir)
  await server.start()
  return server
}

// A migrated database and a data directory, but no server: for tests of the command line.
export async function prepareDatabase({ settings = {} } = {}) {
  const server = new Server(settings)
  await server.prepare()
  return server
}

export class Server {
  program = program
  preload = {} // what only `serve` has in its environment: LD_PRELOAD
  #log = ''
  #child
  #clients = new Map()
  #reports = 0

  // maintenanceUrl: another cluster than that of all tests.
  constructor(settings, maintenanceUrl) {
    this.settings = settings
    this.maintenanceUrl = maintenanceUrl
  }

  async prepare(database, dataDir) {
    const maintenance = (this.maintenanceUrl ??= await clusterUrl())
    this.ownsDatabase = database === undefined
    this.database = database ?? `test_${randomBytes(6).toString('hex')}`
    this.ownerUrl = databaseUrl(maintenance, this.database)
    this.serverUrl = databaseUrl(maintenance, this.database, 'proforma_server')
    this.dataDir = dataDir ?? mkdtempSync(join(tmpdir(), 'proforma-data-'))
    mkdirSync(this.dataDir, { recursive: true })
    if (!this.ownsDatabase) return
    psql(maintenance, `create database ${this.database}`)
    const migrated = await this.cli('migrate')
    assert.equal(migrated.status, 0, `proforma migrate: ${migrated.stdout}${migrated.stderr}`)
    allowSignInOfServer(maintenance)
  }

  // What the program gets: nothing of the caller's environment but these.
  environment(extra = {}) {
    const settings = {
      database_url: this.serverUrl,
      owner_url: this.ownerUrl,
      data_dir: this.dataDir,
      listen: this.port ? `127.0.0.1:${this.port}` : '127.0.0.1:8080',
      ...this.settings,
      ...extra,
    }
    const named = Object.entries(settings)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [`PROFORMA_${name.toUpperCase()}`, String(value)])
    return {
      PATH: process.env.PATH,
      HOME: this.dataDir,
      LANG: 'C.UTF-8',
      ASAN_OPTIONS: 'abort_on_error=0:detect_leaks=1',
      UBSAN_OPTIONS: 'print_stacktrace=1',
      TSAN_OPTIONS: 'second_deadlock_stack=1:history_size=4',
      ...Object.fromEntries(named),
    }
  }

  async start() {
    this.port ??= await freePort()
    this.url = `http://127.0.0.1:${this.port}`
    this.#child = spawn('setpriv', ['--pdeathsig', 'KILL', this.program, 'serve'], {
      cwd: this.dataDir,
      env: { ...this.environment(), ...this.preload },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream.setEncoding('utf8').on('data', (text) => (this.#log += text))
    this.exited = new Promise((done) =>
      this.#child.on('exit', (code, signal) => done({ code, signal })),
    )
    await this.#ready()
  }

  async #ready() {
    for (const end = Date.now() + START_SECONDS * 1000; Date.now() < end; ) {
      if (this.#child.exitCode !== null || this.#child.signalCode !== null) break
      const reply = await fetch(`${this.url}/readyz`).catch(() => undefined)
      if (reply?.ok) return
      await new Promise((done) => setTimeout(done, 20))
    }
    this.#child.kill('SIGKILL')
    throw new Error(`the server did not become ready:\n${this.#log}`)
  }

  get pid() {
    return this.#child.pid
  }
  get log() {
    return this.#log
  }
  // The log lines as objects; `event` limits them to one kind.
  events(event) {
    return this.#log
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line))
      .filter((line) => event === undefined || line.event === event)
  }

  // How long the last stop took by its own log, which what sanitizers do at the end is not part of.
  drainedMs() {
    const [from, to] = ['draining', 'stopped'].map((event) => Date.parse(this.events(event).at(-1).at))
    return to - from
  }

  signal(name) {
    this.#child.kill(name)
  }

  // TERM, and the server must drain and exit with 0: a crash or a leak fails the test here.
  async stop() {
    if (this.#child) {
      this.#child.kill('SIGTERM')
      const killer = setTimeout(() => this.#child.kill('SIGKILL'), 30_000)
      const { code, signal } = await this.exited
      clearTimeout(killer)
      assert.equal(code, 0, `the server ended with ${code ?? signal}:\n${this.#log.slice(-20_000)}`)
    }
    this.cleanUp()
  }

  // Stops without judging, as a power cut would.
  async kill() {
    this.#child.kill('SIGKILL')
    await this.exited
  }

  async restart() {
    this.#child.kill('SIGTERM')
    await this.exited
    await this.start()
  }

  cleanUp() {
    if (!this.ownsDatabase) return
    psql(this.maintenanceUrl, `drop database if exists ${this.database} with (force)`)
    rmSync(this.dataDir, { recursive: true, force: true })
  }

  // ---- the database, as its owner ----

  sql(text, params) {
    return psql(this.ownerUrl, `set search_path = proforma, public;\n${text}`, params)
  }
  // The one value of a query that yields one row of one column.
  value(text, params) {
    const rows = this.sql(text, params)
    assert.equal(rows.length, 1, `${rows.length} rows: ${text}`)
    return Object.values(rows[0])[0]
  }

  // Keeps a transaction open that holds what `statement` locks, until the returned function is called.
  async holding(statement) {
    const child = spawn('psql', ['-XAtq', '-v', 'ON_ERROR_STOP=1', this.ownerUrl],
      { stdio: ['pipe', 'pipe', 'inherit'] })
    const said = new Promise((done, failed) => child.stdout.once('data', done).once('end', failed))
    child.stdin.write(`begin; set local search_path = proforma; ${statement}; select 'held';\n`)
    await said
    return async () => {
      child.stdin.end('rollback;\n')
      await new Promise((done) => child.on('exit', done))
    }
  }

  // ---- the command line ----

  cli(...args) {
    return this.cliWith({}, ...args)
  }
  // With other settings; { input, env } may be given beside them under `process`.
  async cliWith({ process: options = {}, ...settings }, ...args) {
    const child = spawn(program, args, {
      cwd: this.dataDir,
      env: { ...this.environment(settings), ...options.env },
      stdio: ['pipe', 'pipe', 'pipe'],
    })
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text))
    child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text))
    child.stdin.on('error', () => {})
    child.stdin.end(options.input ?? '')
    const status = await new Promise((done, failed) => {
      child.on('error', failed)
      child.on('close', (code, signal) => done(code ?? signal))
    })
    return { status, stdout, stderr }
  }

  // A report of these rows (lib/report.mjs) read as the payer's; returns what that says of it.
  async ingest(slug, payer, rows, ...options) {
    const path = join(this.dataDir, `report-${++this.#reports}.csv`)
    writeFileSync(path, csv(rows))
    const { status, stdout, stderr } = await this.cli('ingest', '--partner', slug, '--payer', payer,
      ...options, path)
    assert.equal(status, 0, stderr)
    return JSON.parse(stdout.trim().split('\n').at(-1))
  }

  // ---- people ----

  nobody() {
    return new Client(this.url)
  }

  // One session per user name and test file: sign-in is throttled, and slow on purpose.
  async signIn(username, password = userPassword) {
    const known = this.#clients.get(username)
    if (known) return known
    const client = await signIn(this.url, username, password)
    this.#clients.set(username, client)
    return client
  }

  // The superadmin, after the forced change of the first password.
  async superadmin() {
    const known = this.#clients.get('superadmin')
    if (known) return known
    const client = await signIn(this.url, 'superadmin', bootstrapPassword)
    await client.ok('POST', '/me/password', {
      current_password: bootstrapPassword,
      new_password: superadminPassword,
    })
    this.#clients.set('superadmin', client)
    return client
  }

  // A partner with its first partner_admin: { partner, admin (signed in), superadmin (acting) }.
  async newPartner(slug, { name = slug, currency = 'USD' } = {}) {
    const superadmin = await this.superadmin()
    const partner = await superadmin.ok('POST', '/partners', { name, slug, currency })
    const acting = superadmin.actingAs(partner.id)
    const admin = await this.newUser(acting, { username: `${slug}-admin`, role: 'partner_admin' })
    return { partner, admin, superadmin: acting }
  }

  // A user made by `by`, signed in. Roles: partner_admin, payer_admin (payer_ids), finance,
  // auditor, customer (billing_group_ids).
  async newUser(by, { username, role, ...rest }) {
    await by.ok('POST', '/users', {
      username,
      name: username,
      email: `${username}@example.com`,
      password: userPassword,
      must_change_password: false,
      role,
      ...rest,
    })
    return this.signIn(username)
  }

  newPayer(by, { name, external_id, provider = 'aws' }) {
    return by.ok('POST', '/payers', { name: name ?? `Payer ${external_id}`, external_id, provider })
  }
}

// proforma_server is made by the migrations without a login; roles belong to the whole cluster.
function allowSignInOfServer(maintenance) {
  const text = 'alter role proforma_server login'
  for (let attempt = 0; attempt < 20; attempt++) {
    const run = spawnSync('psql', ['-XAtqc',
      `do $$ begin if not (select rolcanlogin from pg_roles where rolname = 'proforma_server')
       then ${text}; end if; end $$`, maintenance], { encoding: 'utf8' })
    if (run.status === 0) return
    if (!/concurrently/.test(run.stderr)) throw new Error(run.stderr)
  }
  throw new Error(`could not: ${text}`)
}

export function freePort() {
  return new Promise((done, failed) => {
    const probe = createServer()
    probe.on('error', failed)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => done(port))
    })
  })
}
