import { expect, it } from 'vitest'
import { mountInEnglish } from '@/test-mount'
import { blankRule, ruleOf, withRatio } from '@/ui/pricing/rules'
import MatrixCellView from './MatrixCellView.vue'

const rule = (ratio: string, change = {}) => ({ ...ruleOf({ ...withRatio(blankRule(), ratio), ...change }), id: ratio })
const service = { scope: 'service', service: 'AmazonEC2', usage_type: null, operation: null, billing_entity: null }
const cell = (own: object[], wider: object | null = null) => mountInEnglish(MatrixCellView, { target: service, cell: { planId: 'p', own, wider } }).text()

it('shows the plan\'s own rate both ways', () => {
  expect(cell([rule('90')])).toMatch(/90%\s*10% off/)
  expect(cell([rule('107.5')])).toMatch(/107.5%\s*\+7.5%/)
})

it('shows what counts in its place', () => {
  expect(cell([], rule('95'))).toMatch(/95%\s*as for Everything/)
  expect(cell([])).toMatch(/100%\s*no rule fits: base price/)
})

it('shows an ended rule with its days, and what counts since', () => {
  expect(cell([rule('80', { last_day: '2023-01-31' })], rule('95'))).toMatch(/80%.*until Jan 31, 2023.*95%/)
})
