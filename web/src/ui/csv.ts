import { saveBlob } from '@/api/download'
import type { Column } from './table'

/* Without it Excel reads UTF-8 as the machine's own code page. */
const BYTE_ORDER_MARK = '\uFEFF'
const LINE_END = '\r\n'
const PLAIN_NUMBER = /^-?\d+(\.\d+)?$/
const STARTS_FORMULA = /^[=+\-@\t\r]/

/** One field: quoted where needed, and never something a spreadsheet would run. Plain numbers stay numbers. */
export function csvField(text: string): string {
  const safe = STARTS_FORMULA.test(text) && !PLAIN_NUMBER.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

export function csvText(records: readonly (readonly string[])[]): string {
  return BYTE_ORDER_MARK + records.map((fields) => fields.map(csvField).join(',') + LINE_END).join('')
}

/** What a column says of a row in a file: figures to the last digit and without separators, words as on the screen. */
export function csvValue<Row>(column: Column<Row>, row: Row): string {
  if (column.csv) return column.csv(row)
  const { sortBy } = column
  if (!sortBy || sortBy.by === 'text') return column.text?.(row) ?? sortBy?.value(row) ?? ''
  return String(sortBy.value(row) ?? '')
}

/** The table as it stands: its columns, its rows, in its order. */
export function tableCsv<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
  const written = columns.filter((column) => column.csv !== false)
  return csvText([written.map((column) => column.label), ...rows.map((row) => written.map((column) => csvValue(column, row)))])
}

export const saveCsv = (name: string, text: string) => saveBlob(`${name}.csv`, new Blob([text], { type: 'text/csv;charset=utf-8' }))
