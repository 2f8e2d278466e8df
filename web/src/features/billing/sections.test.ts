import { describe, expect, it } from 'vitest'
import type { Bill, BillLine } from '@/api/types'
import { found, sectionsOf } from './sections'

const line = (account_id: string, service: string, kind: string, pro_forma: string): BillLine => ({ account_id, account_name: account_id === '1' ? 'prod' : '', service, kind, cost: '1.00', pro_forma })
const bill = {
  lines: [line('1', 'AmazonS3', 'usage', '1.00'), line('1', 'AmazonEC2', 'discount', '-30.00'), line('2', 'AmazonEC2', 'usage', '20.00')],
  by_service: [{ service: 'AmazonEC2', pro_forma: '-10.00' }, { service: 'AmazonS3', pro_forma: '1.00' }],
  by_account: [{ account_id: '2', account_name: '', pro_forma: '20.00' }, { account_id: '1', account_name: 'prod', pro_forma: '-29.00' }],
} as unknown as Bill

const outline = (sections: ReturnType<typeof sectionsOf>) => sections.map(({ name, id, lines }) => [name, id, lines.map((item) => `${item.name} ${item.line.pro_forma}`)])

describe('sections of a bill', () => {
  it('hold the lines of a service or account under the sums of the server, the heaviest first', () => {
    expect(outline(sectionsOf(bill, 'service'))).toEqual([
      ['Amazon EC2', '', ['prod -30.00', '2 20.00']],
      ['Amazon S3', '', ['prod 1.00']],
    ])
    expect(outline(sectionsOf(bill, 'account'))).toEqual([
      ['2', '', ['Amazon EC2 20.00']],
      ['prod', '1', ['Amazon EC2 -30.00', 'Amazon S3 1.00']],
    ])
  })

  it('are found by their own name, or by that of a line', () => {
    const sections = sectionsOf(bill, 'service')
    expect(outline(found(sections, 's3'))).toEqual([['Amazon S3', '', ['prod 1.00']]])
    expect(found(sections, 'AmazonS3').map(({ name }) => name)).toEqual(['Amazon S3'])
    expect(outline(found(sections, 'PROD'))).toEqual([
      ['Amazon EC2', '', ['prod -30.00']],
      ['Amazon S3', '', ['prod 1.00']],
    ])
    expect(found(sections, ' ')).toHaveLength(2)
    expect(found(sections, 'nowhere')).toEqual([])
  })
})
