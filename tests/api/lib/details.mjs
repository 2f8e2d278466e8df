// Details of charges as server/ingest/detail_block.h says they are packed, read by other means than
// the server's.
import { inflateRawSync } from 'node:zlib'

const MEASURES = ['quantity', 'unblended', 'cost', 'public_on_demand_cost', 'public_base', 'amortized',
  'net_amortized']
// Which measure each is equal to when it is not given.
const USUAL = [0, 0, 1, 1, 3, 1, 5]
const PLACES = 12n

const unfolded = (value) => (value & 1n ? -(value >> 1n) - 1n : value >> 1n)

function reader(bytes) {
  let at = 0
  return {
    isAtEnd: () => at === bytes.length,
    number() {
      let value = 0n
      for (let shift = 0n; ; shift += 7n) {
        const byte = bytes[at++]
        value |= BigInt(byte & 0x7f) << shift
        if (byte < 0x80) return value
      }
    },
    text(size) {
      at += size
      return bytes.subarray(at - size, at).toString('utf8')
    },
  }
}

function amounts(from) {
  const given = Number(from.number())
  const values = []
  for (const i of MEASURES.keys()) {
    const packed = given >> i & 1 ? from.number() : undefined
    values[i] = packed === undefined ? values[USUAL[i]]
      : unfolded(packed >> 4n) * 10n ** (PLACES - (packed & 15n))
  }
  return Object.fromEntries(MEASURES.map((name, i) => [name, values[i]]))
}

// A block as hex → its details; measures as counts of 10^-12.
export function detailsOf(hex) {
  const block = Buffer.from(hex, 'hex')
  const content = inflateRawSync(block.subarray(4))
  if (content.length !== block.readUInt32LE()) throw new Error('a block of another size than it says')
  const from = reader(content)
  const texts = ['']
  for (let left = from.number(); left > 0n; left--) texts.push(from.text(Number(from.number())))
  const details = []
  let day = 0n
  let sku = 0n
  let charge
  while (!from.isAtEnd()) {
    const first = from.number()
    const tags = texts[from.number()]
    if (first & 1n) {
      day += unfolded(from.number())
      sku += unfolded(from.number())
      const type = texts[from.number()]
      const kind = from.number()
      charge = { day: new Date(Number(day) * 86_400_000).toISOString().slice(0, 10), sku_id: `${sku}`,
        line_item_type: type, kind: texts[kind >> 1n], is_free: (kind & 1n) === 1n,
        invoice_id: `${from.number()}`, commitment_id: `${from.number()}` }
    }
    details.push({ ...charge, resource: texts[first >> 1n], tags, ...amounts(from) })
  }
  return details
}

// The details of the current drops of a period, of all accounts in turn.
export const detailsIn = (server, period) =>
  server.sql(
    `select a.external_id as account, encode(b.block, 'hex') as block, b.details, b.first_day, b.last_day
     from charge_details b
     join drops d on d.partner_id = b.partner_id and d.id = b.drop_id and d.state = 'current'
     join accounts a on a.partner_id = b.partner_id and a.id = b.account_id
     where b.period = :'period'
     order by a.external_id, b.drop_id, b.number`, { period: `${period}-01` },
  ).flatMap(({ account, block, details: count, first_day, last_day }) => {
    const details = detailsOf(block).map((detail) => ({ account, ...detail }))
    if (details.length !== Number(count) || details[0].day !== first_day || details.at(-1).day !== last_day)
      throw new Error('a block that is not what its row says')
    return details
  })
