import { compareDecimals, magnitude } from './format/money'

/** A table's columns are data; a slot `cell-<key>` draws what text cannot. */
export interface Column<Row> {
  key: string
  label: string
  /** Numbers stand at the end, under each other. */
  align?: 'start' | 'end'
  text?: (row: Row) => string
  sortBy?: SortKey<Row>
  /** Marks a figure below zero, in addition to its minus sign. */
  negative?: (row: Row) => boolean
}

export type SortKey<Row> =
  | { by: 'text'; value: (row: Row) => string }
  | { by: 'count'; value: (row: Row) => number }
  | { by: 'decimal' | 'magnitude'; value: (row: Row) => string | null | undefined }

/** `-margin`: by margin, largest first. */
export interface Sort {
  key: string
  descending: boolean
}

export function parseSort(text: string): Sort {
  return text.startsWith('-') ? { key: text.slice(1), descending: true } : { key: text, descending: false }
}

export const sortText = ({ key, descending }: Sort) => `${descending ? '-' : ''}${key}`

/** What a click on a head does: text begins with A, figures with the largest. */
export function nextSort<Row>(column: Column<Row>, current: Sort): Sort {
  if (current.key === column.key) return { key: column.key, descending: !current.descending }
  return { key: column.key, descending: column.sortBy?.by !== 'text' }
}

export function sortRows<Row>(rows: readonly Row[], columns: readonly Column<Row>[], sort: Sort, locale: string): Row[] {
  const sortBy = columns.find((column) => column.key === sort.key)?.sortBy
  if (!sortBy) return [...rows]
  const compare = comparison(sortBy, locale)
  return rows.toSorted((left, right) => (sort.descending ? compare(right, left) : compare(left, right)))
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
