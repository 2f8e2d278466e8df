// Bytes to the server and back, for what no HTTP client would send.
import { connect } from 'node:net'

// Sends the pieces one after the other and returns all that comes back as one string, when the
// server closes or `quietMs` pass without a byte. `half`: closes the sending side afterwards.
export function raw(url, pieces, { quietMs = 400, pauseMs = 0, half = false } = {}) {
  const { hostname, port } = new URL(url)
  return new Promise((done, failed) => {
    const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true })
    let received = ''
    let timer
    const finish = (closed) => {
      clearTimeout(timer)
      socket.destroy()
      done({ text: received, closed, ...parse(received) })
    }
    const wait = () => {
      clearTimeout(timer)
      timer = setTimeout(() => finish(false), quietMs)
    }
    socket.setEncoding('latin1')
    socket.on('data', (text) => {
      received += text
      wait()
    })
    socket.on('end', () => finish(true))
    socket.on('error', (error) => (received || error.code === 'EPIPE' || error.code === 'ECONNRESET'
      ? finish(true) : failed(error)))
    socket.on('connect', async () => {
      wait()
      for (const piece of [pieces].flat()) {
        socket.write(piece)
        if (pauseMs) await new Promise((next) => setTimeout(next, pauseMs))
        wait()
      }
      if (half) socket.end()
    })
  })
}

// The first answer in it: status, headers (lower case), body; `statuses` are those of all answers.
function parse(text) {
  const statuses = [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map((match) => Number(match[1]))
  const [head, ...rest] = text.split('\r\n\r\n')
  const headers = Object.fromEntries(head.split('\r\n').slice(1).map((line) => {
    const colon = line.indexOf(':')
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
  }))
  const body = rest.join('\r\n\r\n')
  const isJson = /json/.test(headers['content-type'] ?? '')
  let json
  try {
    json = isJson ? JSON.parse(body.slice(0, Number(headers['content-length'] ?? body.length))) : undefined
  } catch {
    json = undefined
  }
  return { status: statuses[0], statuses, headers, body, json }
}

// "GET /x HTTP/1.1" with its headers, as one string.
export function head(method, target, headers = {}) {
  const lines = Object.entries({ Host: 'test', ...headers })
    .flatMap(([name, value]) => [value].flat().map((one) => `${name}: ${one}\r\n`))
  return `${method} ${target} HTTP/1.1\r\n${lines.join('')}\r\n`
}
