import { expect, it } from 'vitest'
import type { BillLine } from '@/api/types'
import { partsByLine, placeLines } from './lines'

const line = (account_id: string, service: string, kind = 'usage'): BillLine => ({ account_id, account_name: '', service, kind, cost: '1.00', pro_forma: '1.00' })
const lines = [line('2', 'AmazonS3'), line('1', 'AmazonS3'), line('1', 'AmazonEC2'), line('1', 'AmazonS3', 'tax')]

it('orders lines by service or account and marks where one begins', () => {
  const shown = (order: 'service' | 'account') => placeLines(lines, order, 'en').map(({ line: { account_id, service, kind }, opensSection }) => `${opensSection ? '*' : ''}${account_id} ${service} ${kind}`)
  expect(shown('service')).toEqual(['*1 AmazonEC2 usage', '*1 AmazonS3 tax', '1 AmazonS3 usage', '2 AmazonS3 usage'])
  expect(shown('account')).toEqual(['*1 AmazonEC2 usage', '1 AmazonS3 tax', '1 AmazonS3 usage', '*2 AmazonS3 usage'])
})

it('gathers the usage types of a line', () => {
  expect(partsByLine([...lines, line('2', 'AmazonS3')]).get('2\tAmazonS3\tusage')).toHaveLength(2)
})
