import { describe, expect, it } from 'vitest'
import { flat } from '@/api/insights'
import { lastMonths } from '@/ui/format/range'
import { backTo, costsQuery, lastDayWithData, openRow, rangeFor, readExploration, writeExploration, type Address } from './exploration'

const usual = lastMonths('2026-11', 6)
const read = (address: Address = {}) => readExploration(address, usual)

describe('the address of an exploration', () => {
  it('is bare for what is usual', () => {
    expect(writeExploration(read(), usual)).toEqual({})
    expect(read()).toMatchObject({ from: '2026-06', to: '2026-11', by: 'service', measure: 'cost', granularity: 'monthly', compare: 'previous', perDay: false, filters: {}, path: [] })
  })

  it('comes back as it was written', () => {
    const address = {
      from: '2026-01', to: '2026-03', granularity: 'daily', by: 'usage_type', measure: 'amortized', compare: 'year', per_day: 'true', service: 'AmazonEC2', region: 'eu-west-1,us-east-1',
      exclude_kind: 'tax,credit', path: 'service',
    }
    expect(writeExploration(read(address), usual)).toEqual(address)
  })

  it('forgives what it does not know', () => {
    expect(read({ by: 'planet', measure: 'joy', granularity: 'hourly', from: '2026-13', to: 'x', path: 'planet,service' })).toEqual(read())
    expect(read({ from: '2026-05', to: '2026-01' })).toMatchObject(usual)
    expect(read({ from: '2026-05', to: '2026-06-03' })).toMatchObject(usual)
  })

  it('lets a reader without costs see the pro forma only', () => {
    const exploration = readExploration({ measure: 'cost' }, usual, ['pro_forma'])
    expect(exploration.measure).toBe('pro_forma')
    expect(writeExploration(exploration, usual, ['pro_forma'])).toEqual({})
  })
})

describe('a filter', () => {
  it('may ask for what has none', () => {
    expect(read({ region: '' }).filters).toEqual({ region: [''] })
    expect(read({ region: 'eu-west-1,' }).filters).toEqual({ region: ['eu-west-1', ''] })
    expect(writeExploration(read({ region: '' }), usual)).toEqual({ region: '' })
    expect(flat({ region: [''], service: ['a', ''] })).toEqual({ region: ',', service: 'a,' })
  })
})

describe('stretches of time', () => {
  it('fit the granularity', () => {
    expect(rangeFor('monthly', { from: '2026-01-15', to: '2026-03-10' })).toEqual({ from: '2026-01', to: '2026-03' })
    expect(rangeFor('daily', { from: '2025-12', to: '2026-11' })).toEqual({ from: '2026-09', to: '2026-11' })
    expect(rangeFor('daily', { from: '2026-01-01', to: '2026-11-21' })).toEqual({ from: '2026-08-22', to: '2026-11-21' })
    expect(rangeFor('daily', { from: '2026-11-01', to: '2026-11-21' })).toEqual({ from: '2026-11-01', to: '2026-11-21' })
  })
})

describe('the last day with data', () => {
  it('is today in the running month, and the end of one that is over', () => {
    expect(lastDayWithData('2026-11', '2026-11-21')).toBe('2026-11-21')
    expect(lastDayWithData('2026-09', '2026-11-21')).toBe('2026-09-30')
    expect(lastDayWithData('')).toBe('')
  })
})

describe('opening a row', () => {
  it('goes from category to service, account, usage type and no further than there is', () => {
    let exploration = { ...read(), by: 'category' as const } as ReturnType<typeof read>
    for (const [key, next] of [['compute', 'service'], ['AmazonEC2', 'account'], ['111111111111', 'usage_type'], ['BoxUsage:m5.large', 'region']] as const) {
      exploration = openRow(exploration, key)!
      expect(exploration.by).toBe(next)
    }
    expect(exploration.path).toEqual(['category', 'service', 'account', 'usage_type'])
    expect(exploration.filters).toEqual({ category: ['compute'], service: ['AmazonEC2'], account: ['111111111111'], usage_type: ['BoxUsage:m5.large'] })
    expect(openRow(exploration, 'eu-west-1')).toBeNull()
  })

  it('keeps the other filters, and gives them back', () => {
    const before = { ...read({ region: 'eu-west-1' }) }
    const opened = openRow(openRow(before, 'AmazonEC2')!, '111111111111')!
    expect(backTo(opened, 1)).toMatchObject({ by: 'account', filters: { region: ['eu-west-1'], service: ['AmazonEC2'] }, path: ['service'] })
    expect(backTo(opened, 0)).toEqual(before)
  })
})

describe('the call', () => {
  it('says range, comparison, grouping and filters', () => {
    const exploration = read({ service: 'AmazonEC2,AmazonS3', per_day: 'true', from: '2026-10', to: '2026-11' })
    expect(costsQuery(exploration, 9)).toEqual({
      from: '2026-10', to: '2026-11', compare_from: '2026-08', compare_to: '2026-09', granularity: 'monthly', group_by: 'service', measure: 'cost', top: 9, per_day: true,
      service: ['AmazonEC2', 'AmazonS3'],
    })
  })

  it('compares nothing when nothing is to be compared', () => {
    expect(costsQuery(read({ compare: 'off' }), 9)).not.toHaveProperty('compare_from')
  })
})
