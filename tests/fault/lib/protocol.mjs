// The messages of PostgreSQL's protocol, as far as a proxy and a simple client need them.

export function message(type, ...parts) {
  const body = Buffer.concat(parts)
  const head = Buffer.alloc(5)
  head.write(type)
  head.writeInt32BE(body.length + 4, 1)
  return Buffer.concat([head, body])
}

export const cstring = (text) => Buffer.from(`${text}\0`)
export const stringsOf = (body) => body.toString('latin1').split('\0')

// Cuts a stream into messages; the first one of a client has no type.
export class Messages {
  #rest = Buffer.alloc(0)

  constructor(hasStartup) {
    this.isFirst = hasStartup
  }

  *of(chunk) {
    this.#rest = this.#rest.length ? Buffer.concat([this.#rest, chunk]) : chunk
    for (;;) {
      const typeSize = this.isFirst ? 0 : 1
      if (this.#rest.length < typeSize + 4) return
      const size = typeSize + this.#rest.readInt32BE(typeSize)
      if (this.#rest.length < size) return
      const bytes = this.#rest.subarray(0, size)
      this.#rest = this.#rest.subarray(size)
      const type = this.isFirst ? '' : String.fromCharCode(bytes[0])
      this.isFirst = false
      yield { type, bytes, body: bytes.subarray(typeSize + 4) }
    }
  }
}
