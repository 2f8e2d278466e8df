import { describe, expect, it } from 'vitest'
import { nextSort, parseSort, sortRows, sortText, type Column } from './table'

interface Row {
  name: string
  payer: string
  margin: string | null
}

const columns: Column<Row>[] = [
  { key: 'name', label: '', sortBy: { by: 'text', value: (row) => row.name } },
  { key: 'payer', label: '', sortBy: { by: 'text', value: (row) => row.payer } },
  { key: 'margin', label: '', sortBy: { by: 'decimal', value: (row) => row.margin } },
  { key: 'change', label: '', sortBy: { by: 'magnitude', value: (row) => row.margin } },
]
const rows: Row[] = [
  { name: 'b', payer: 'x', margin: '2' },
  { name: 'a', payer: 'y', margin: '-10' },
  { name: 'c', payer: 'y', margin: null },
  { name: 'd', payer: 'x', margin: '10.5' },
]
const names = (sort: string) => sortRows(rows, columns, parseSort(sort), 'en').map((row) => row.name).join('')

describe('sorting', () => {
  it('orders text, amounts and magnitudes', () => {
    expect(names('name')).toBe('abcd')
    expect(names('-margin')).toBe('dbac')
    expect(names('-change')).toBe('dabc')
    expect(names('unknown')).toBe('bacd')
    expect(names('')).toBe('bacd')
  })

  it('orders by several keys, the first one first', () => {
    expect(names('payer,-margin')).toBe('dbac')
    expect(names('-payer,margin')).toBe('cabd')
    expect(names('payer,unknown,name')).toBe('bdac')
  })

  it('turns round on the second click and begins with the largest figure', () => {
    expect(sortText(nextSort(columns[2]!, parseSort('name')))).toBe('-margin')
    expect(sortText(nextSort(columns[2]!, parseSort('-margin')))).toBe('margin')
    expect(sortText(nextSort(columns[0]!, parseSort('-margin')))).toBe('name')
  })

  it('adds a key and turns one round when asked for more', () => {
    expect(sortText(nextSort(columns[0]!, parseSort('-margin'), true))).toBe('-margin,name')
    expect(sortText(nextSort(columns[2]!, parseSort('-margin,name'), true))).toBe('margin,name')
    expect(sortText(nextSort(columns[0]!, parseSort('-margin,name')))).toBe('-name')
  })
})
