import { expect, it } from 'vitest'
import { formatDuration } from './duration'

it('says how long in the largest unit that fits', () => {
  expect(formatDuration(0.2, 'en')).toBe('1 second')
  expect(formatDuration(42.1, 'en')).toBe('43 seconds')
  expect(formatDuration(61, 'en')).toBe('2 minutes')
  expect(formatDuration(5400, 'en')).toBe('1.5 hours')
  expect(formatDuration(120, 'zh-CN')).toBe('2分钟')
})
