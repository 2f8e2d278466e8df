import type { Bill, BillLine, BillSection } from '@/api/types'
import { compareDecimals, magnitude } from '@/ui/format/money'
import { serviceCode, serviceName } from '@/ui/format/services'

export type LineOrder = 'service' | 'account'

/** All lines of one service or account, under the sums the server made of them. */
export interface Section {
  key: string
  name: string
  /** The account's number where it has a name. */
  id: string
  /** The service's code where it has another name. */
  code?: string
  figures: BillSection
  lines: NamedLine[]
}

/** A line by what tells it from its neighbours in the section. */
export interface NamedLine {
  key: string
  name: string
  id: string
  code?: string
  line: BillLine
}

type Named = Pick<Section, 'key' | 'name' | 'id' | 'code'>

const accountOf = ({ account_id, account_name }: Pick<BillLine, 'account_id' | 'account_name'>): Named => ({ key: account_id, name: account_name || account_id, id: account_name ? account_id : '' })

const serviceOf = (service: string): Named => ({ key: service, name: serviceName(service), id: '', code: serviceCode(service) })

export function sectionsOf(bill: Bill, order: LineOrder): Section[] {
  const linesIn = gathered(bill.lines, (line) => (order === 'service' ? line.service : line.account_id))
  const lineName = (line: BillLine) => (order === 'service' ? accountOf(line) : serviceOf(line.service))
  const section = (named: Named, figures: BillSection): Section => ({
    ...named,
    figures,
    lines: (linesIn.get(named.key) ?? []).toSorted(byMagnitude).map((line) => ({ ...lineName(line), key: lineKey(line), line })),
  })
  return order === 'service'
    ? bill.by_service.map((sum) => section(serviceOf(sum.service), sum))
    : bill.by_account.map((sum) => section(accountOf(sum), sum))
}

function gathered(lines: readonly BillLine[], keyOf: (line: BillLine) => string): Map<string, BillLine[]> {
  const byKey = new Map<string, BillLine[]>()
  for (const line of lines) {
    const key = keyOf(line)
    const known = byKey.get(key)
    if (known) known.push(line)
    else byKey.set(key, [line])
  }
  return byKey
}

const lineKey = (line: BillLine) => `${line.account_id}\t${line.service}\t${line.kind}`

const byMagnitude = (left: BillLine, right: BillLine) => compareDecimals(magnitude(right.pro_forma), magnitude(left.pro_forma))

/** The sections in which a word is found: all lines of one that bears it, else those lines that do. */
export function found(sections: readonly Section[], word: string): Section[] {
  const wanted = word.trim().toLocaleLowerCase()
  if (wanted === '') return [...sections]
  const bears = ({ name, id, code = '' }: Pick<Named, 'name' | 'id' | 'code'>) => `${name} ${id} ${code}`.toLocaleLowerCase().includes(wanted)
  return sections.flatMap((section) => {
    if (bears(section)) return [section]
    const lines = section.lines.filter(bears)
    return lines.length > 0 ? [{ ...section, lines }] : []
  })
}
