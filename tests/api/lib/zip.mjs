// A ZIP archive of files: zip({ 'a.csv': 'text', 'b/c.parquet': bytes }).
import { crc32, deflateRawSync } from 'node:zlib'

const record = (signature, ...fields) => {
  const bytes = Buffer.alloc(4 + fields.reduce((sum, [, size]) => sum + size, 0))
  bytes.writeUInt32LE(signature, 0)
  let at = 4
  for (const [value, size] of fields) at = bytes.writeUIntLE(value, at, size)
  return bytes
}

export function zip(files) {
  const parts = []
  const directory = []
  let offset = 0
  for (const [name, content] of Object.entries(files)) {
    const bytes = Buffer.from(content)
    const packed = deflateRawSync(bytes)
    const label = Buffer.from(name)
    const common = [[0, 2], [8, 2], [0, 4], [crc32(bytes), 4], [packed.length, 4], [bytes.length, 4], [label.length, 2], [0, 2]]
    const local = record(0x04034b50, [20, 2], ...common)
    parts.push(local, label, packed)
    directory.push(record(0x02014b50, [20, 2], [20, 2], ...common, [0, 2], [0, 2], [0, 2], [0, 4], [offset, 4]), label)
    offset += local.length + label.length + packed.length
  }
  const list = Buffer.concat(directory)
  const count = Object.keys(files).length
  const end = record(0x06054b50, [0, 4], [count, 2], [count, 2], [list.length, 4], [offset, 4], [0, 2])
  return Buffer.concat([...parts, list, end])
}
