import { describe, expect, it } from 'vitest'
import { csvField, csvText, tableCsv } from './csv'
import type { Column } from './table'

describe('a field of a file', () => {
  it('is quoted where a reader would otherwise split it', () => {
    expect(csvField('Amazon EC2')).toBe('Amazon EC2')
    expect(csvField('a,b')).toBe('"a,b"')
    expect(csvField('the "north"')).toBe('"the ""north"""')
    expect(csvField('two\nlines')).toBe('"two\nlines"')
  })

  it('never begins a formula, and leaves numbers alone', () => {
    expect(csvField('=HYPERLINK("http://x")')).toBe('"\'=HYPERLINK(""http://x"")"')
    for (const text of ['+1+1', '@SUM(A1)', '-2+3', '\tx', '-1-1']) expect(csvField(text)).toBe(`'${text}`)
    for (const number of ['-1234.56', '0', '12.000000000001']) expect(csvField(number)).toBe(number)
  })
})

it('a file begins with a byte order mark and ends its lines as the standard says', () => {
  expect(csvText([['名称', 'b'], ['1', '']])).toBe('\uFEFF名称,b\r\n1,\r\n')
})

it('a table is written with exact figures, in the words of its columns', () => {
  interface Row {
    name: string
    cost: string | null
    accounts: number
    state: string
  }
  const columns: Column<Row>[] = [
    { key: 'name', label: 'Name', text: (row) => row.name },
    { key: 'cost', label: 'Cost', text: () => '1,234.57', sortBy: { by: 'decimal', value: (row) => row.cost } },
    { key: 'accounts', label: 'Accounts', sortBy: { by: 'count', value: (row) => row.accounts } },
    { key: 'state', label: 'Status', csv: (row) => row.state },
    { key: 'edit', label: 'Actions', csv: false },
  ]
  const rows: Row[] = [
    { name: 'North', cost: '1234.567890123456', accounts: 3, state: 'Open' },
    { name: '=cmd', cost: null, accounts: 0, state: 'Issued' },
  ]
  expect(tableCsv(rows, columns)).toBe("\uFEFFName,Cost,Accounts,Status\r\nNorth,1234.567890123456,3,Open\r\n'=cmd,,0,Issued\r\n")
})
