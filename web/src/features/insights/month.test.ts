import { describe, expect, it } from 'vitest'
import { detailQuery } from './month'

const query = { period: '2026-11', group_by: 'service', measure: 'cost', region: ['eu-west-1'] } as const

describe('a row of the month over month', () => {
  it('opens into its usage types', () => {
    expect(detailQuery(query, 'AmazonEC2')).toEqual({ ...query, group_by: 'usage_type', service: ['AmazonEC2'] })
  })

  it('opens a usage type into its accounts', () => {
    expect(detailQuery({ ...query, group_by: 'usage_type' }, 'BoxUsage')).toEqual({ ...query, group_by: 'account', usage_type: ['BoxUsage'] })
  })

  it('narrows to that row, whatever was filtered', () => {
    expect(detailQuery({ ...query, service: ['AmazonEC2', 'AmazonS3'] }, 'AmazonS3').service).toEqual(['AmazonS3'])
  })
})
