import { beforeEach, expect, it, vi } from 'vitest'
import { ref } from 'vue'
import { mountInEnglish } from '@/test-mount'
import RuleEditor from './RuleEditor.vue'
import { blankRule, withRatio } from './rules'

vi.mock('@/api/plans', () => ({ useServices: () => ({ data: ref([]) }), useSkus: () => ({ data: ref([]) }) }))
/* The calendar is slow to mount and not what is tested. */
vi.mock('../element/date-picker', () => ({ ElDatePicker: { template: '<input type="date">' } }))

beforeEach(() => localStorage.setItem('proforma.rate-input', 'ratio'))

const editor = (change: object = {}) =>
  mountInEnglish(RuleEditor, { modelValue: { ...withRatio(blankRule(), '90'), from: '2026-09-01' }, position: 1, open: false, error: '', errorAt: () => '', ...change })

it('is one line that says what the customer pays, and when', () => {
  const line = editor().get('.toggle')
  expect(line.text()).toMatch(/Everything\s*90%\s*10% off\s*from Sep 1, 2026/)
  expect(line.attributes('aria-expanded')).toBe('false')
})

it('opens into fields', async () => {
  const rule = editor()
  expect(rule.find('.fields').exists()).toBe(false)
  await rule.get('.toggle').trigger('click')
  expect(rule.emitted('toggle')).toHaveLength(1)
  await rule.setProps({ open: true })
  expect(rule.get<HTMLInputElement>('input[inputmode=decimal]').element.value).toBe('90')
})

it('says what is wrong with the rule as a whole', () => {
  expect(editor({ error: 'Another rule prices the same' }).get('[role=alert]').text()).toBe('Another rule prices the same')
})
