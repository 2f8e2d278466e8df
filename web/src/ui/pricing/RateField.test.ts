import { beforeEach, expect, it } from 'vitest'
import { nextTick } from 'vue'
import { mountInEnglish } from '@/test-mount'
import RateField from './RateField.vue'
import { blankRule, withPercent, type RuleDraft } from './rules'

beforeEach(() => localStorage.clear())

function rateField(rule: RuleDraft, error = '') {
  const field = mountInEnglish(RateField, { modelValue: rule, error, 'onUpdate:modelValue': (next: RuleDraft) => field.setProps({ modelValue: next }) })
  return field
}
const ruleIn = (field: ReturnType<typeof rateField>) => (field.props() as { modelValue: RuleDraft }).modelValue

it('takes what is paid and says it back as a discount', async () => {
  localStorage.setItem('proforma.rate-input', 'ratio')
  const field = rateField(blankRule())
  await field.get('input').setValue('90')
  expect(ruleIn(field)).toMatchObject({ type: 'discount', percent: '10', ratio: '90' })
  expect(field.text()).toContain('The customer pays 90%, a discount of 10%')
})

it('says 9折 back in percent', async () => {
  localStorage.setItem('proforma.rate-input', 'ratio')
  const field = rateField(blankRule())
  await field.get('input').setValue('9折')
  expect(field.text()).toContain('The customer pays 90%, a discount of 10%')
})

it('takes a percent off and says what is paid', async () => {
  localStorage.setItem('proforma.rate-input', 'percent')
  const field = rateField(withPercent(blankRule(), 'markup', ''))
  await field.get('input[inputmode=decimal]').setValue('7.5')
  expect(ruleIn(field)).toMatchObject({ type: 'markup', percent: '7.5', ratio: '107.5' })
  expect(field.text()).toContain('The customer pays 107.5%')
})

it('shows the error at the field and marks it invalid', async () => {
  localStorage.setItem('proforma.rate-input', 'ratio')
  const field = rateField(blankRule(), 'Enter the share paid, such as 90')
  await nextTick()
  expect(field.get('[role=alert]').text()).toBe('Enter the share paid, such as 90')
  expect(field.get('input').attributes('aria-invalid')).toBe('true')
  expect(field.get('label').attributes('for')).toBe(field.get('input').attributes('id'))
})
