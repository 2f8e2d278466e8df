// One request after the other over one connection that stays open: how long each takes.
import http from 'node:http'

export class Caller {
  #agent = new http.Agent({ keepAlive: true, maxSockets: 1 })

  // With `patience`, a reply that takes more milliseconds is given up and counts as that long.
  constructor(url, key, { patience } = {}) {
    this.url = url
    this.patience = patience
    this.headers = { authorization: `Bearer ${key}` }
  }

  // → { ms, bytes }, from the first byte sent to the last one received.
  send(method, path, body) {
    const sent = body === undefined ? undefined : Buffer.from(JSON.stringify(body))
    const headers = { ...this.headers,
      ...(sent && { 'content-type': 'application/json', 'content-length': sent.length }) }
    return new Promise((done, failed) => {
      const begin = performance.now()
      const request = http.request(this.url + path, { method, headers, agent: this.#agent },
        (reply) => {
          let bytes = 0
          let text = ''
          reply.on('data', (chunk) => {
            bytes += chunk.length
            if (reply.statusCode >= 400) text += chunk
          })
          reply.on('error', failed)
          reply.on('end', () => reply.statusCode < 400
            ? done({ ms: performance.now() - begin, bytes })
            : failed(new Error(`${method} ${path}: ${reply.statusCode} ${text}`)))
        })
      request.on('error', failed)
      if (this.patience)
        request.setTimeout(this.patience, () => {
          request.removeAllListeners('error').on('error', () => {}).destroy()
          done({ ms: performance.now() - begin, bytes: 0 })
        })
      request.end(sent)
    })
  }

  get(path) {
    return this.send('GET', path)
  }
}

export async function times(count, measure) {
  const all = []
  for (let i = 0; i < count; i++) all.push(await measure(i))
  return all
}
