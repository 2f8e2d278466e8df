import { describe, expect, it } from 'vitest'
import { nextSort, parseSort, sortRows, sortText, type Column } from './table'

interface Row {
  name: string
  margin: string | null
}

const columns: Column<Row>[] = [
  { key: 'name', label: '', sortBy: { by: 'text', value: (row) => row.name } },
  { key: 'margin', label: '', sortBy: { by: 'decimal', value: (row) => row.margin } },
  { key: 'change', label: '', sortBy: { by: 'magnitude', value: (row) => row.margin } },
]
const rows: Row[] = [{ name: 'b', margin: '2' }, { name: 'a', margin: '-10' }, { name: 'c', margin: null }, { name: 'd', margin: '10.5' }]
const names = (sort: string) => sortRows(rows, columns, parseSort(sort), 'en').map((row) => row.name).join('')

describe('sorting', () => {
  it('orders text, amounts and magnitudes', () => {
    expect(names('name')).toBe('abcd')
    expect(names('-margin')).toBe('dbac')
    expect(names('-change')).toBe('dabc')
    expect(names('unknown')).toBe('bacd')
  })

  it('turns round on the second click and begins with the largest figure', () => {
    expect(sortText(nextSort(columns[1]!, parseSort('name')))).toBe('-margin')
    expect(sortText(nextSort(columns[1]!, parseSort('-margin')))).toBe('margin')
    expect(sortText(nextSort(columns[0]!, parseSort('-margin')))).toBe('name')
  })
})
