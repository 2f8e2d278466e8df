// One connection to PostgreSQL by its simple protocol: as psql() of the other tests, but without a
// process for each query, and it never blocks this one, in which a proxy may have work to do.
import { connect } from 'node:net'
import { join } from 'node:path'

import { Messages, cstring, message, stringsOf } from './protocol.mjs'

const PROTOCOL = 196608

function startup(user, database) {
  const body = Buffer.concat(['user', user, 'database', database, ''].map(cstring))
  const head = Buffer.alloc(8)
  head.writeInt32BE(body.length + 8)
  head.writeInt32BE(PROTOCOL, 4)
  return Buffer.concat([head, body])
}

const literal = (value) => `'${String(value).replaceAll("'", "''")}'`

const fieldsOf = (body) =>
  Object.fromEntries(stringsOf(body).filter(Boolean).map((text) => [text[0], text.slice(1)]))

function columnsOf(body) {
  const names = []
  for (let at = 2; at < body.length; ) {
    const end = body.indexOf(0, at)
    names.push(body.toString('utf8', at, end))
    at = end + 19
  }
  return names
}

function rowOf(body, columns) {
  let at = 2
  return Object.fromEntries(columns.map((name) => {
    const size = body.readInt32BE(at)
    at += 4 + Math.max(size, 0)
    return [name, size < 0 ? null : body.toString('utf8', at - size, at)]
  }))
}

export class Session {
  #socket
  #queue = Promise.resolve()

  constructor(socketDir, database, user = 'postgres') {
    Object.assign(this, { path: join(socketDir, '.s.PGSQL.5432'), database, user })
  }

  // Rows as objects of strings; `:'name'` is the parameter of that name as a literal. One after the
  // other; a lost connection is made anew by the next query.
  sql(text, params = {}) {
    const query = text.replace(/:'(\w+)'/g, (_, name) => literal(params[name]))
    const result = this.#queue.then(() => this.#run(query))
    this.#queue = result.catch(() => {})
    return result
  }
  async value(text, params) {
    const [row] = await this.sql(text, params)
    return Object.values(row)[0]
  }

  close() {
    this.#socket?.destroy()
  }

  async #run(query) {
    if (!this.#socket || this.#socket.destroyed) {
      this.#socket = connect(this.path).on('error', () => {})
      await this.#exchange(startup(this.user, this.database))
      await this.#exchange(message('Q', cstring('set search_path = proforma, public')))
    }
    return this.#exchange(message('Q', cstring(query)), query)
  }

  // What comes until PostgreSQL is ready for more.
  #exchange(bytes, query) {
    const socket = this.#socket
    const messages = new Messages(false)
    const rows = []
    let columns, error
    return new Promise((done, failed) => {
      const end = (why) => {
        socket.removeAllListeners('data').removeAllListeners('close')
        if (why) failed(new Error(`${why}\n${query}`))
        else done(rows)
      }
      const take = ({ type, body }) => {
        if (type === 'T') columns = columnsOf(body)
        else if (type === 'D') rows.push(rowOf(body, columns))
        else if (type === 'E') error = fieldsOf(body).M
        else if (type === 'Z') end(error)
      }
      socket.once('close', () => end(error ?? 'the connection was lost'))
      socket.on('data', (chunk) => {
        for (const each of messages.of(chunk)) take(each)
      })
      socket.write(bytes)
    })
  }
}
