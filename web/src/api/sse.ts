import { send } from './client'

export interface ServerEvent {
  event: string
  data: string
}

/** Cuts complete events off the front of a text/event-stream buffer and hands back the unfinished rest. */
export function takeEvents(buffer: string): { events: ServerEvent[]; rest: string } {
  const blocks = buffer.replaceAll('\r\n', '\n').split('\n\n')
  const rest = blocks.pop() ?? ''
  return { events: blocks.map(parseEvent).filter((event) => event.data !== ''), rest }
}

function parseEvent(block: string): ServerEvent {
  let event = 'message'
  const data: string[] = []
  for (const line of block.split('\n')) {
    if (line.startsWith('event:')) event = line.slice(6).trim()
    if (line.startsWith('data:')) data.push(line.slice(5).trimStart())
  }
  return { event, data: data.join('\n') }
}

/**
 * Reads a stream of server-sent events until it ends. EventSource cannot send the header by which a superadmin acts
 * as a partner, so the stream is read from an ordinary request.
 */
export async function* serverEvents(path: string, signal: AbortSignal): AsyncGenerator<ServerEvent> {
  const response = await send('GET', path, { signal })
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  if (!reader) return
  let buffer = ''
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      const taken = takeEvents(buffer + value)
      buffer = taken.rest
      yield* taken.events
    }
  } finally {
    /* Whoever has read enough frees the connection; browsers allow few to one host. */
    await reader.cancel().catch(() => undefined)
  }
}
