import type { BillLine } from '@/api/types'

export type LineOrder = 'service' | 'account'

/** A line where it stands in the table: the first of its service or account carries the name of it. */
export interface PlacedLine {
  key: string
  line: BillLine
  opensSection: boolean
}

const sectionOf = (line: BillLine, order: LineOrder) => (order === 'service' ? line.service : line.account_id)

export const lineKey = (line: BillLine) => `${line.account_id}\t${line.service}\t${line.kind}`

export function placeLines(lines: readonly BillLine[], order: LineOrder, locale: string): PlacedLine[] {
  const collator = new Intl.Collator(locale, { numeric: true })
  const name = (line: BillLine) => line.account_name || line.account_id
  const byService = (left: BillLine, right: BillLine) => collator.compare(left.service, right.service)
  const byAccount = (left: BillLine, right: BillLine) => collator.compare(name(left), name(right)) || collator.compare(left.account_id, right.account_id)
  const compare = order === 'service' ? [byService, byAccount] : [byAccount, byService]
  const sorted = lines.toSorted((left, right) => compare[0]!(left, right) || compare[1]!(left, right) || collator.compare(left.kind, right.kind))
  return sorted.map((line, index) => {
    const before = sorted[index - 1]
    return { key: lineKey(line), line, opensSection: !before || sectionOf(before, order) !== sectionOf(line, order) }
  })
}

/** The usage types of each line, from the bill read in detail. */
export function partsByLine(lines: readonly BillLine[]): Map<string, BillLine[]> {
  const parts = new Map<string, BillLine[]>()
  for (const line of lines) {
    const known = parts.get(lineKey(line))
    if (known) known.push(line)
    else parts.set(lineKey(line), [line])
  }
  return parts
}
