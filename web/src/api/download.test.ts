import { expect, it } from 'vitest'
import { fileName } from './download'

it('reads the name of a file from its header', () => {
  expect(fileName('attachment; filename="bill-2023-11.csv"')).toBe('bill-2023-11.csv')
  expect(fileName("attachment; filename=\"bill.csv\"; filename*=UTF-8''%E8%B4%A6%E5%8D%95.csv")).toBe('账单.csv')
  expect(fileName(null)).toBeNull()
})
