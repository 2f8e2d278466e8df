// The program's shell: what it refuses to start with, how it stops, what it says.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'

import { head, raw } from './lib/raw.mjs'
import { freePort, prepareDatabase, psql, startServer } from './lib/server.mjs'
import { databaseUrl } from './lib/cluster.mjs'
import { sleep, until } from './lib/wait.mjs'

const commands = ['serve', 'worker', 'migrate', 'ingest', 'demo', 'user', 'audit', 'config', 'openapi']
let database

before(async () => {
  database = await prepareDatabase()
})
after(() => database.cleanUp())

describe('the command line', () => {
  test('lists the commands, and each has help', async () => {
    const help = await database.cli('--help')
    assert.equal(help.status, 0)
    for (const command of commands) {
      assert.match(help.stdout, new RegExp(`^  ${command} +[A-Z]`, 'm'))
      const own = await database.cli(command, '--help')
      assert.equal(own.status, 0, `${command}: ${own.stderr}`)
      assert.match(own.stdout, new RegExp(`^usage: proforma ${command}`))
    }
    assert.match((await database.cli('--version')).stdout, /^proforma \d+\.\d+\.\d+\n$/)
  })

  test('help needs no valid settings, everything else does', async () => {
    const help = await database.cliWith({ handler_threads: 0 }, 'serve', '--help')
    assert.equal(help.status, 0)
    const serve = await database.cliWith({ handler_threads: 0, job_threads: 'x', nonsense: 1 }, 'serve')
    assert.equal(serve.status, 2)
    for (const name of ['HANDLER_THREADS', 'JOB_THREADS', 'NONSENSE'])
      assert.match(serve.stderr, new RegExp(`^PROFORMA_${name} `, 'm'))
  })

  test('an unknown command or argument is status 2', async () => {
    assert.equal((await database.cli('fly')).status, 2)
    assert.equal((await database.cli()).status, 2)
    assert.equal((await database.cli('serve', '--now')).status, 2)
    assert.equal((await database.cli('config', 'x')).status, 2)
  })

  test('settings are shown without the password in the address', async () => {
    const shown = await database.cliWith({ database_url: 'postgresql://u:geheim@h/d' }, 'config')
    assert.equal(shown.status, 0)
    assert.doesNotMatch(shown.stdout, /geheim/)
    assert.match(shown.stdout, /127\.0\.0\.1:8080/)
  })
})

describe('serve refuses to start', () => {
  const lastLine = (run) => run.stderr.trim().split('\n').at(-1)

  test('on a database that is not migrated', async () => {
    const name = `${database.database}_empty`
    psql(database.maintenanceUrl, `create database ${name}`)
    try {
      const run = await database.cliWith({ database_url: databaseUrl(database.maintenanceUrl, name, 'proforma_server') }, 'serve')
      assert.equal(run.status, 1)
      assert.match(lastLine(run), /^proforma serve: .*run proforma migrate$/)
    } finally {
      psql(database.maintenanceUrl, `drop database ${name} with (force)`)
    }
  })

  test('without a database', async () => {
    const run = await database.cliWith({ database_url: 'host=/nowhere' }, 'serve')
    assert.equal(run.status, 1)
    assert.match(lastLine(run), /^proforma serve: could not connect to the database/)
  })

  test('on a taken port', async () => {
    const port = await freePort()
    const other = spawn('node', ['-e', `require('net').createServer().listen(${port}, '127.0.0.1', () => console.log('up'))`])
    await new Promise((up) => other.stdout.once('data', up))
    const run = await database.cliWith({ listen: `127.0.0.1:${port}` }, 'serve')
    other.kill()
    assert.equal(run.status, 1)
    assert.match(lastLine(run), new RegExp(`^proforma serve: cannot listen on 127.0.0.1:${port}: another program uses this port`))
  })

  test('on an address that is none, or not of this machine', async () => {
    for (const listen of ['nonsense', '127.0.0.1', '127.0.0.1:99999', 'host.invalid:80']) {
      const run = await database.cliWith({ listen }, 'serve')
      assert.equal(run.status, 1, listen)
      assert.match(lastLine(run), /^proforma serve: cannot listen on /)
    }
  })

  test('for others than this machine while the first password is known to all', async () => {
    for (const listen of ['0.0.0.0:0', '[::]:0', '192.0.2.1:80']) {
      const run = await database.cliWith({ listen }, 'serve')
      assert.equal(run.status, 1, listen)
      assert.match(lastLine(run), /^proforma serve: superadmin still has the first password/)
    }
  })
})

describe('stopping', () => {
  let server
  let admin
  let payer

  before(async () => {
    server = await startServer()
    ;({ admin } = await server.newPartner('stop'))
    payer = await server.newPayer(admin, { external_id: 'stop', provider: 'focus' })
  })
  after(() => server.cleanUp())

  const upload = (size = 10) => head('POST', `/api/v1/payers/${payer.id}/uploads?filename=x.csv`, {
    Cookie: admin.cookie, 'X-CSRF-Token': admin.csrfToken, 'Content-Length': size,
  })
  const hasBegun = () => until('the upload has begun', () =>
    readdirSync(join(server.dataDir, 'uploads')).some((name) => name.endsWith('.part')))
  const refuses = () => new Promise((done) => {
    const socket = connect(server.port, '127.0.0.1')
    socket.on('connect', () => (socket.destroy(), done(false)))
    socket.on('error', () => done(true))
  })

  test('TERM finishes what has begun and takes nothing new', async () => {
    let goOn
    const rest = new Promise((done) => (goOn = done))
    const begun = raw(server.url, [upload(), 'a', rest])
    await hasBegun()
    server.signal('SIGTERM')
    await until('it takes nothing new', refuses)
    goOn('aaaaaaaaa')
    const reply = await begun
    assert.ok(reply.status >= 200 && reply.status < 500, reply.text)
    assert.equal(reply.headers.connection, 'close')
    assert.deepEqual(await server.exited, { code: 0, signal: null })
  })

  test('whoever is connected is answered until then', async () => {
    await server.start()
    let isOver = false
    async function* untilOver() {
      yield upload(1 << 20)
      for (; !isOver; await sleep(100)) yield 'a'
    }
    const hanging = raw(server.url, untilOver(), { answers: Infinity })
    await hasBegun()
    let askAgain
    const second = new Promise((done) => (askAgain = done))
    const ask = head('GET', '/healthz')
    const connected = Array.from({ length: 4 }, () => raw(server.url, [ask, second], { answers: 2 }))
    await until('all have an answer', () =>
      server.events('request').filter(({ path }) => path === '/healthz').length >= connected.length)
    server.signal('SIGTERM')
    await until('it takes nothing new', refuses)
    askAgain(ask)
    const replies = await Promise.all(connected)
    isOver = true
    await hanging
    for (const { statuses } of replies) assert.deepEqual(statuses, [200, 200])
    assert.deepEqual(await server.exited, { code: 0, signal: null })
  })

  test('a listener of events does not hold it up', async () => {
    await server.start()
    const id = server.value(
      `insert into jobs (partner_id, id, kind, payload, state, attempts_max, lease_until)
       select id, gen_random_uuid(), 'test', '{}', 'running', 1, now() + interval '1 hour'
       from partners where slug = 'stop' returning id`)
    const reply = await fetch(`${server.url}/api/v1/jobs/${id}/events`, { headers: { cookie: admin.cookie } })
    const reading = reply.text()
    server.signal('SIGTERM')
    assert.match(await reading, /event: progress/)
    assert.deepEqual(await server.exited, { code: 0, signal: null })
  })

  test('a body that has stopped coming does not hold it up', async () => {
    await server.start()
    const hanging = raw(server.url, [upload(), 'a'], { answers: Infinity })
    await hasBegun()
    server.signal('SIGTERM')
    assert.deepEqual(await server.exited, { code: 0, signal: null })
    assert.ok(server.drainedMs() < 6000, `${server.drainedMs()} ms`)
    await hanging
  })

  test('a second TERM ends it at once', async () => {
    await server.start()
    async function* neverDone() {
      yield upload(1 << 20)
      for (;; await sleep(100)) yield 'a'
    }
    const hanging = raw(server.url, neverDone(), { answers: Infinity })
    await hasBegun()
    const drained = server.events('draining').length
    server.signal('SIGTERM')
    await until('it drains', () => server.events('draining').length > drained)
    server.signal('SIGTERM')
    assert.deepEqual(await server.exited, { code: 1, signal: null })
    await hanging
  })
})

describe('HUP', () => {
  test('reads the settings file again and keeps the old settings when it is wrong', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'proforma-settings-')), 'settings')
    const write = (...lines) => writeFileSync(file, lines.join('\n'))
    write('# where people come from', '', 'PROFORMA_METRICS_TOKEN=first', 'PROFORMA_LISTEN=127.0.0.1:1')
    const server = await startServer({ settings: { settings_file: file } })
    const status = async (token) => (await raw(server.url, head('GET', '/metrics', {
      'X-Forwarded-For': '203.0.113.7', Authorization: `Bearer ${token}`,
    }))).status
    try {
      assert.equal(await status('first'), 200)
      write('PROFORMA_METRICS_TOKEN=second')
      server.signal('SIGHUP')
      await until('the new token is in force', async () => (await status('second')) === 200)
      assert.equal(await status('first'), 403)

      write('PROFORMA_METRICS_TOKEN=third', 'PROFORMA_SESSION_HOURS=soon', 'PROFORMA_NONSENSE=1')
      server.signal('SIGHUP')
      await until('they are refused', () => server.events('settings_refused').length === 1)
      const [{ problems }] = server.events('settings_refused')
      assert.match(problems, /PROFORMA_SESSION_HOURS/)
      assert.match(problems, /PROFORMA_NONSENSE is not a setting/)
      assert.equal(await status('second'), 200)
    } finally {
      await server.stop()
    }
  })

  test('a settings file that is not there, or is none, is an error at start', async () => {
    const gone = await database.cliWith({ settings_file: '/nowhere/settings' }, 'config')
    assert.equal(gone.status, 2)
    assert.match(gone.stderr, /^could not read \/nowhere\/settings: No such file/)
    const other = await database.cliWith({ settings_file: '/etc/passwd' }, 'config')
    assert.equal(other.status, 2)
    assert.match(other.stderr, /^\/etc\/passwd:1: not of the form PROFORMA_NAME=value/)
  })
})

describe('with https outside', () => {
  test('cookies are Secure and browsers are told to stay with it', async () => {
    const server = await startServer({ settings: { public_url: 'https://bills.example.com' } })
    try {
      const reply = await server.nobody().post('/session', { username: 'superadmin', password: 'admin123456' })
      assert.match(reply.headers.get('set-cookie'), /; Secure$/)
      assert.match(reply.headers.get('strict-transport-security'), /^max-age=\d{7,}/)
    } finally {
      await server.stop()
    }
  })
})

describe('metrics from elsewhere', () => {
  test('need the token', async () => {
    const server = await startServer({ settings: { metrics_token: 'a-long-token' } })
    const ask = (authorization) => raw(server.url, head('GET', '/metrics', {
      'X-Forwarded-For': '203.0.113.7', ...(authorization && { Authorization: authorization }),
    }))
    try {
      assert.equal((await ask()).status, 403)
      assert.equal((await ask('Bearer wrong')).status, 403)
      assert.equal((await ask('Bearer a-long-token')).status, 200)
    } finally {
      await server.stop()
    }
  })
})
