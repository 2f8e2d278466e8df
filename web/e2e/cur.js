import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'

/** Splits one line of CSV; the fields read here contain no line breaks. */
function fields(line) {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain)
}

/** Whose bill a report is, and how many rows it has. */
export async function describeReport(path) {
  let header = null
  let payer = ''
  let rows = 0
  for await (const line of createInterface({ input: createReadStream(path) })) {
    if (!header) header = fields(line)
    else if (line !== '') {
      payer ||= fields(line)[header.indexOf('bill/PayerAccountId')]
      rows += 1
    }
  }
  return { payer, rows }
}
