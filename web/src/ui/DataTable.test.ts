import { beforeEach, describe, expect, it } from 'vitest'
import type { Component } from 'vue'
import { mountInEnglish } from '@/test-mount'
import DataTable from './DataTable.vue'
import { isPhone } from './isPhone'
import type { Column } from './table'

interface Row {
  name: string
  cost: string
  region: string
}

const columns: Column<Row>[] = [
  { key: 'name', label: 'Name', text: (row) => row.name, sortBy: { by: 'text', value: (row) => row.name } },
  { key: 'cost', label: 'Cost', align: 'end', text: (row) => row.cost, sortBy: { by: 'decimal', value: (row) => row.cost } },
  { key: 'region', label: 'Region', text: (row) => row.region, optional: true },
]
const rows: Row[] = [{ name: 'North', cost: '9', region: 'cn' }, { name: 'South', cost: '10', region: 'eu' }]

const table = (props: Record<string, unknown> = {}) =>
  mountInEnglish(DataTable as unknown as Component, { rows, columns, rowKey: (row: Row) => row.name, caption: 'Groups', ...props })
const heads = (view: ReturnType<typeof table>) => view.findAll('th[scope=col]').map((head) => head.text().replace(/[↑↓↕]\d?$/, ''))

beforeEach(() => {
  localStorage.clear()
  isPhone.value = false
})

describe('the table of data', () => {
  it('sorts by a click, and by several columns with shift', async () => {
    const view = table({ sort: 'name' })
    const [name, cost] = view.findAll('button.sort')
    await cost!.trigger('click')
    expect(view.emitted('update:sort')?.at(-1)).toEqual(['-cost'])
    await name!.trigger('click', { shiftKey: true })
    expect(view.emitted('update:sort')?.at(-1)).toEqual(['-cost,name'])
    await view.setProps({ sort: '-cost,name' })
    expect(view.findAll('th[aria-sort]').map((head) => head.attributes('aria-sort'))).toEqual(['ascending', 'descending'])
    expect(view.findAll('tbody tr').map((row) => row.find('td').text())).toEqual(['South', 'North'])
  })

  it('remembers which columns were chosen', async () => {
    const view = table({ id: 'test' })
    expect(heads(view)).toEqual(['Name', 'Cost'])
    await view.get('.popup button').trigger('click')
    const boxes = view.findAll<HTMLInputElement>('.columns input')
    expect(boxes.map((box) => box.element.checked)).toEqual([true, false])
    await boxes[1]!.setValue(true)
    await boxes[0]!.setValue(false)
    expect(heads(view)).toEqual(['Name', 'Region'])
    expect(heads(table({ id: 'test' }))).toEqual(['Name', 'Region'])
    expect(heads(table({ id: 'another' }))).toEqual(['Name', 'Cost'])
    await view.get('.reset').trigger('click')
    expect(heads(view)).toEqual(['Name', 'Cost'])
    expect(localStorage.getItem('proforma.columns.test')).toBe('{}')
  })

  it('has fewer columns on a phone, unless they are chosen', async () => {
    const view = table({ id: 'test', columns: columns.map((column) => (column.key === 'region' ? { ...column, optional: 'phone' } : column)) })
    expect(heads(view)).toEqual(['Name', 'Cost', 'Region'])
    isPhone.value = true
    await view.vm.$nextTick()
    expect(heads(view)).toEqual(['Name', 'Cost'])
    await view.get('.popup button').trigger('click')
    await view.findAll<HTMLInputElement>('.columns input')[1]!.setValue(true)
    expect(heads(view)).toEqual(['Name', 'Cost', 'Region'])
  })

  it('shows totals under the columns that are shown', () => {
    const view = table({ totals: [{ key: 'total', label: 'Total', note: 'USD', cells: { cost: '19', region: 'all' } }] })
    expect(view.findAll('tfoot tr > *').map((cell) => cell.text())).toEqual(['TotalUSD', '19'])
  })

  it('opens a row by its button and by the keyboard', async () => {
    const view = table({ expandable: (row: Row) => row.name === 'South' })
    expect(view.findAll('button.opener')).toHaveLength(1)
    const opener = view.get('button.opener')
    expect(opener.attributes('aria-label')).toBe('Show details of South')
    await opener.trigger('click')
    expect(opener.attributes('aria-expanded')).toBe('true')
    expect(view.emitted('expand')).toEqual([[rows[1]]])
    await view.findAll('tr[data-row]')[1]!.trigger('keydown', { key: ' ' })
    expect(opener.attributes('aria-expanded')).toBe('false')
  })
})
