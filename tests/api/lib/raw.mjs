// Bytes to the server and back, for what no HTTP client would send.
import { connect } from 'node:net'

// Far longer than any answer takes, however busy the machine is: only what never comes takes so long.
const PATIENCE_MS = 60_000

// Sends the pieces one after the other (an array, or a generator that waits in between) and returns
// what came back: when the server closes, or when so many `answers` have come whole, of which the
// last does not say that the server will close. `half`: closes the sending side after the pieces, and
// nothing needs to come any more when `enough`, called then, is done.
export function raw(url, pieces, { answers = 1, half = false, enough = () => new Promise(() => {}) } = {}) {
  const { hostname, port } = new URL(url)
  const isHead = typeof pieces === 'string' && pieces.startsWith('HEAD ')
  return new Promise((done, failed) => {
    const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true })
    let received = ''
    const finish = (closed) => {
      clearTimeout(timer)
      socket.destroy()
      done({ ...parse(received, isHead)[0], text: received, closed, statuses: statusesOf(received) })
    }
    const timer = setTimeout(() => finish(false), PATIENCE_MS)
    socket.setEncoding('latin1')
    socket.on('data', (text) => {
      received += text
      const whole = parse(received, isHead).filter((answer) => answer.isWhole)
      if (whole.length >= answers && !/close/i.test(whole.at(-1).headers.connection)) finish(false)
    })
    socket.on('end', () => finish(true))
    socket.on('error', (error) => (received || error.code === 'EPIPE' || error.code === 'ECONNRESET'
      ? finish(true) : failed(error)))
    socket.on('connect', async () => {
      for await (const piece of typeof pieces === 'string' ? [pieces] : pieces) {
        if (socket.destroyed) return
        socket.write(piece)
      }
      if (!half) return
      socket.end()
      await enough()
      finish(false)
    })
  })
}

// Of all answers, even where something is between them that is none.
const statusesOf = (text) => [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map((match) => Number(match[1]))

// The answers one after the other: status, headers (lower case), body, json. Text of one byte a letter.
function parse(text, isHead) {
  const end = text.indexOf('\r\n\r\n')
  const [line, ...lines] = text.slice(0, end).split('\r\n')
  const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(line)?.[1])
  if (end < 0 || !status) return []
  const headers = Object.fromEntries(lines.map((each) => {
    const colon = each.indexOf(':')
    return [each.slice(0, colon).toLowerCase(), each.slice(colon + 1).trim()]
  }))
  const hasBody = !isHead && status >= 200 && status !== 204 && status !== 304
  const next = end + 4 + (hasBody ? sizeOfBody(text.slice(end + 2), headers) : 0)
  const body = text.slice(end + 4, next)
  const answer = { status, headers, body, json: jsonOf(body, headers), isWhole: next <= text.length }
  return answer.isWhole ? [answer, ...parse(text.slice(next), isHead)] : [answer]
}

// Without a length or chunks it ends when the server closes.
function sizeOfBody(rest, headers) {
  if (headers['transfer-encoding'] !== 'chunked') return Number(headers['content-length'] ?? Infinity)
  const last = rest.indexOf('\r\n0\r\n\r\n')
  return last < 0 ? Infinity : last + 5
}

function jsonOf(body, headers) {
  if (!/json/.test(headers['content-type'])) return undefined
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

// "GET /x HTTP/1.1" with its headers, as one string.
export function head(method, target, headers = {}) {
  const lines = Object.entries({ Host: 'test', ...headers })
    .flatMap(([name, value]) => [value].flat().map((one) => `${name}: ${one}\r\n`))
  return `${method} ${target} HTTP/1.1\r\n${lines.join('')}\r\n`
}
