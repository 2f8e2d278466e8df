import { compareDecimals, magnitude } from './format/money'

/** A table's columns are data; a slot `cell-<key>` draws what text cannot. */
export interface Column<Row> {
  key: string
  label: string
  /** Numbers stand at the end, under each other. */
  align?: 'start' | 'end'
  /** Never broken over lines: a date, a number of an account. */
  whole?: boolean
  text?: (row: Row) => string
  sortBy?: SortKey<Row>
  /** Marks a figure below zero, in addition to its minus sign. */
  negative?: (row: Row) => boolean
  /** What a downloaded file says instead of the sorted figure or the text; false for a column of links and buttons. */
  csv?: ((row: Row) => string) | false
  /** Shown only to those who choose it: anywhere, or where there is no room for it. */
  optional?: boolean | 'phone'
}

/** A line that stays in view below the rows; `cells` by column key. The first column holds its label. */
export interface TotalsRow {
  key: string
  label: string
  /** Beside the label, softer: a currency, an explanation. */
  note?: string
  cells: Partial<Record<string, string>>
  negative?: readonly string[]
  /** Not a total: stands apart from the rows without weight. */
  quiet?: boolean
}

export type SortKey<Row> =
  | { by: 'text'; value: (row: Row) => string }
  | { by: 'count'; value: (row: Row) => number }
  | { by: 'decimal' | 'magnitude'; value: (row: Row) => string | null | undefined }

/** One key of an order. In an address `-margin,name` means by margin, largest first, then by name. */
export interface Sort {
  key: string
  descending: boolean
}

export function parseSort(text: string): Sort[] {
  return text
    .split(',')
    .filter((part) => part !== '' && part !== '-')
    .map((part) => (part.startsWith('-') ? { key: part.slice(1), descending: true } : { key: part, descending: false }))
}

export const sortText = (order: readonly Sort[]) => order.map(({ key, descending }) => `${descending ? '-' : ''}${key}`).join(',')

/**
 * What a click on a head does: text begins with A, figures with the largest, and a second click turns the order round.
 * With `more`, as after a click with shift held, the column joins those that order already.
 */
export function nextSort<Row>(column: Column<Row>, current: readonly Sort[], more = false): Sort[] {
  const known = current.find((sort) => sort.key === column.key)
  const next = { key: column.key, descending: known ? !known.descending : column.sortBy?.by !== 'text' }
  if (!more) return [next]
  return known ? current.map((sort) => (sort === known ? next : sort)) : [...current, next]
}

export function sortRows<Row>(rows: readonly Row[], columns: readonly Column<Row>[], order: readonly Sort[], locale: string): Row[] {
  const comparisons = order.flatMap(({ key, descending }) => {
    const sortBy = columns.find((column) => column.key === key)?.sortBy
    if (!sortBy) return []
    const compare = comparison(sortBy, locale)
    return [descending ? (left: Row, right: Row) => compare(right, left) : compare]
  })
  return rows.toSorted((left, right) => {
    for (const compare of comparisons) {
      const result = compare(left, right)
      if (result !== 0) return result
    }
    return 0
  })
}

function comparison<Row>(sortBy: SortKey<Row>, locale: string): (left: Row, right: Row) => number {
  if (sortBy.by === 'text') {
    const collator = new Intl.Collator(locale, { numeric: true })
    return (left, right) => collator.compare(sortBy.value(left), sortBy.value(right))
  }
  if (sortBy.by === 'count') return (left, right) => sortBy.value(left) - sortBy.value(right)
  const read = sortBy.by === 'magnitude' ? magnitude : (amount: string) => amount
  return (left, right) => compareMissing(sortBy.value(left), sortBy.value(right), read)
}

/** What has no figure counts as the least. */
function compareMissing(left: string | null | undefined, right: string | null | undefined, read: (amount: string) => string): number {
  if (left === null || left === undefined) return right === null || right === undefined ? 0 : -1
  if (right === null || right === undefined) return 1
  return compareDecimals(read(left), read(right))
}
