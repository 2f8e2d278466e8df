import { expect, it } from 'vitest'
import { mountInEnglish } from '@/test-mount'
import TimeLine from './TimeLine.vue'

const window = { first: '2026-01', last: '2026-12' }
const stay = (from: string, to: string | null, change = {}) => ({ key: from, from, to, label: `from ${from}`, ...change })

it('draws each stay where its days are, and says them', () => {
  const line = mountInEnglish(TimeLine, { window, stays: [stay('2025-06-01', '2026-04-01', { other: true }), stay('2026-04-01', null)] })
  expect(line.get('[role=img]').attributes('aria-label')).toBe('from 2025-06-01; from 2026-04-01')
  const [before, here] = line.findAll('.bar')
  expect(before?.classes()).toEqual(expect.arrayContaining(['other', 'opens']))
  expect(before?.attributes('style')).toContain('left: 0%')
  expect(here?.classes()).toContain('continues')
})

it('draws nothing of what lies outside', () => {
  expect(mountInEnglish(TimeLine, { window, stays: [stay('2024-01-01', '2025-01-01')] }).findAll('.bar')).toHaveLength(0)
})

it('names every third month', () => {
  const names = mountInEnglish(TimeLine, { window, stays: [], named: true }).findAll('.names span').map((item) => item.text())
  expect(names).toHaveLength(12)
  expect(names.filter(Boolean)).toEqual(['Jan 26', 'Apr', 'Jul', 'Oct'])
})
