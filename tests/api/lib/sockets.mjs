// What the kernel knows of a server's connections.
import { readFileSync } from 'node:fs'

const ESTABLISHED = '01'

// How many have something in them that the server has not read yet.
export function unread(port) {
  const [, ...sockets] = readFileSync('/proc/net/tcp', 'utf8').trim().split('\n')
  const end = `:${port.toString(16).toUpperCase().padStart(4, '0')}`
  return sockets.filter((socket) => {
    const [, local, , state, queues] = socket.trim().split(/\s+/)
    return local.endsWith(end) && state === ESTABLISHED && !queues.endsWith(':00000000')
  }).length
}
