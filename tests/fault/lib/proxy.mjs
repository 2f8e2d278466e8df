// Stands between the server and PostgreSQL, on a unix socket of its own, and understands as much of
// their protocol as it takes to count statements and to make the n-th go wrong:
//
//   const proxy = await new Proxy(cluster).listen()      // the server gets proxy.url(database)
//   proxy.arm(3, 'cut')                                  // or at the first of a name: 'job_finish'
//   …
//   proxy.fired                                          // the name of the third statement
//
//   refuse  PostgreSQL is made to fail it: another statement goes in its place, and the error comes
//           back as one of STATES
//   cut     the connection ends before PostgreSQL has heard of it
//   lose    PostgreSQL carries it out, and the connection ends before the answer
//   hold    it goes nowhere; whoever armed it does the rest (await proxy.held)
//
// Between proxy.stall() and proxy.flow() nothing is passed on, as on a network that drops all of it:
// connections stay, and new ones are taken.
//
// A statement is a Parse, the Bind of a prepared statement, a simple Query or the end of a COPY.
import { mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { databaseUrl } from '../../api/lib/cluster.mjs'
import { Messages, cstring, message, stringsOf } from './protocol.mjs'

const SOCKET = '.s.PGSQL.5432'
const STATES = ['53200', '40001', '57014', 'XX000']

export const FAULTS = ['refuse', 'cut', 'lose']

export class Proxy {
  #pairs = new Set()

  constructor(cluster) {
    this.target = join(cluster.socketDir, SOCKET)
    this.maintenanceUrl = cluster.url
    this.dir = mkdtempSync(join(tmpdir(), 'proforma-proxy-'))
    this.disarm()
  }

  async listen() {
    this.server = createServer((client) => this.#pairs.add(new Pair(this, client)))
    await new Promise((done) => this.server.listen(join(this.dir, SOCKET), done))
    return this
  }
  url(database, user = 'proforma_server') {
    const url = new URL(databaseUrl(this.maintenanceUrl, database, user))
    url.searchParams.set('host', this.dir)
    return url.href
  }
  close() {
    this.cutAll()
    this.server.close()
    rmSync(this.dir, { recursive: true, force: true })
  }

  arm(place, fault) {
    this.names = []
    this.place = place
    this.fault = fault
    this.fired = undefined
    this.held = new Promise((done) => (this.hold = done))
  }
  disarm() {
    this.arm(Infinity)
  }
  stall() {
    this.isStalled = true
    for (const pair of this.#pairs) pair.stall()
  }
  flow() {
    this.isStalled = false
    for (const pair of this.#pairs) pair.flow()
  }
  cutAll() {
    for (const pair of this.#pairs) pair.end()
  }
  forget(pair) {
    this.#pairs.delete(pair)
  }

  // The fault that this statement meets, if it is the one.
  meet(name) {
    this.names.push(name)
    const isHere = this.names.length === this.place || name === this.place
    if (!isHere || this.fired) return undefined
    this.fired = name
    return this.fault
  }
}

// ---- statements ----

// What a message asks for, where that is a statement: its name, or its text if it has none.
const STATEMENTS = {
  Q: (body) => stringsOf(body)[0],
  P: (body) => `prepare ${stringsOf(body)[0] || stringsOf(body)[1]}`,
  B: (body) => stringsOf(body)[1] || undefined,
  c: () => 'end of copy',
}

// The same kind of message, with which PostgreSQL cannot but fail.
const REFUSED = {
  Q: () => message('Q', cstring('select 1 / 0')),
  P: (body) => message('P', cstring(stringsOf(body)[0]), cstring('this fails'), Buffer.alloc(2)),
  B: (body) => message('B', cstring(stringsOf(body)[0]), cstring('there is no such statement'),
    Buffer.alloc(6)),
  c: () => message('f', cstring('this fails')),
}

const errorResponse = (state) => message('E',
  ...Object.entries({ S: 'ERROR', V: 'ERROR', C: state, M: 'this fails on purpose' })
    .map(([field, text]) => Buffer.concat([Buffer.from(field), cstring(text)])), Buffer.alloc(1))

// ---- one connection ----

class Pair {
  #isRefusing = false
  #isLosing = false
  #isHolding = false

  constructor(proxy, client) {
    this.proxy = proxy
    this.client = client
    this.upstream = connect(proxy.target)
    const asked = new Messages(true)
    const answered = new Messages(false)
    client.on('data', (chunk) => this.#pass(this.upstream, asked, chunk, (m) => this.#ask(m)))
    this.upstream.on('data', (chunk) => this.#pass(client, answered, chunk, (m) => this.#answer(m)))
    for (const socket of [client, this.upstream])
      socket.on('error', () => this.end()).on('close', () => this.end())
    if (proxy.isStalled) this.stall()
  }

  stall() {
    for (const socket of [this.client, this.upstream]) socket.pause()
  }
  flow() {
    for (const socket of [this.client, this.upstream]) socket.resume()
  }

  end() {
    this.client.destroy()
    this.upstream.destroy()
    this.proxy.forget(this)
  }

  // What `change` leaves of each message, in one write.
  #pass(to, messages, chunk, change) {
    const passed = []
    for (const each of messages.of(chunk)) {
      if (this.client.destroyed) return
      const bytes = change(each)
      if (bytes) passed.push(bytes)
    }
    if (passed.length > 0 && !to.destroyed) to.write(Buffer.concat(passed))
  }

  #ask({ type, bytes, body }) {
    if (this.#isHolding) return undefined
    const name = STATEMENTS[type]?.(body)
    if (name === undefined) return bytes
    switch (this.proxy.meet(name)) {
      case 'refuse':
        this.#isRefusing = true
        return REFUSED[type](body)
      case 'cut':
        this.end()
        return undefined
      case 'lose':
        this.#isLosing = true
        return bytes
      case 'hold':
        this.#isHolding = true
        this.proxy.hold(name)
        return undefined
    }
    return bytes
  }

  #answer({ type, bytes }) {
    if (this.#isLosing) {
      if (type === 'Z' || type === 'G') this.end()
      return undefined
    }
    if (type === 'E' && this.#isRefusing) {
      this.#isRefusing = false
      return errorResponse(STATES[this.proxy.names.length % STATES.length])
    }
    return bytes
  }
}
