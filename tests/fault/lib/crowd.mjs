// Many clients in a process of their own, so that whoever measures is not one of them:
//
//   const crowd = await gather('slow', { url, count: 256 })
//   …
//   await crowd.disperse()         // → how many answers they had, by status
import { fork } from 'node:child_process'
import { Agent, request } from 'node:http'
import { connect } from 'node:net'
import { fileURLToPath } from 'node:url'

export async function gather(kind, options) {
  const child = fork(fileURLToPath(import.meta.url), { env: { ...process.env, CROWD: kind } })
  const said = () => new Promise((done) => child.once('message', done))
  const gone = new Promise((done) => child.on('exit', done))
  child.send(options)
  await said()
  return {
    async disperse() {
      const answers = said()
      child.send('enough')
      const counted = await answers
      child.disconnect()
      await gone
      return counted
    },
  }
}

// ---- in that process ----

const answers = {}
const count = (status) => (answers[status] = (answers[status] ?? 0) + 1)

// What a client sends at once, and then a byte at a time; one that ends is replaced.
const SLOW = [
  () => ['', ''],
  () => ['GET /healthz HTTP/1.1\r\nHost: slow\r\n', 'X-Slow: yes\r\n'],
  ({ cookie }) => [`POST /api/v1/session HTTP/1.1\r\nHost: slow\r\nCookie: ${cookie}\r\n` +
    'Content-Type: application/json\r\nContent-Length: 4000\r\n\r\n{"username": "', 'x'],
  ({ cookie, csrf, upload }) => [`POST ${upload} HTTP/1.1\r\nHost: slow\r\nCookie: ${cookie}\r\n` +
    `X-CSRF-Token: ${csrf}\r\nContent-Length: 1000000\r\n\r\n`, 'x'],
]

function slow(options, i) {
  const { hostname, port } = new URL(options.url)
  const [start, drip] = SLOW[i % SLOW.length](options)
  const socket = connect({ host: hostname, port: Number(port) })
  let timer
  socket.on('connect', () => {
    socket.write(start)
    let at = 0
    timer = setInterval(() => drip && socket.write(drip[at++ % drip.length]), 100)
  })
  socket.on('data', (bytes) => count(bytes.toString('latin1').slice(9, 12)))
  socket.on('error', () => {})
  socket.on('close', () => {
    clearInterval(timer)
    setTimeout(() => slow(options, i), 50)
  })
}

// As fast as it is answered.
function flood(options, i) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const once = (n) => {
    const [method, path] = options.requests[n % options.requests.length]
    const sent = request(options.url + path, { agent, method, headers: options.headers })
    sent.on('response', (reply) => {
      count(reply.statusCode)
      reply.resume().on('end', () => once(n + 1))
    })
    sent.on('error', () => setTimeout(() => once(n), 50))
    sent.end()
  }
  once(i)
}

const KINDS = { slow, flood }

if (process.env.CROWD && process.send)
  process.on('message', (options) => {
    if (options === 'enough') {
      process.send(answers, () => process.exit())
      return
    }
    for (let i = 0; i < options.count; i++) KINDS[process.env.CROWD](options, i)
    setTimeout(() => process.send('ready'), 300)
  })
