import { describe, expect, it } from 'vitest'
import { mountInEnglish } from '@/test-mount'
import MenuButton from './MenuButton.vue'
import PickOne from './PickOne.vue'

const options = [{ value: '', label: 'All payers' }, { value: 'p1', label: 'North' }, { value: 'p2', label: 'South' }]

describe('a light list', () => {
  const list = () => mountInEnglish(PickOne, { options, label: 'Payer', modelValue: 'p1' })

  it('opens at what is chosen and is chosen from by arrows', async () => {
    const view = list()
    const button = view.get('[role=combobox]')
    expect(button.text()).toBe('North')
    await button.trigger('keydown', { key: 'ArrowDown' })
    await view.vm.$nextTick()
    expect(button.attributes('aria-expanded')).toBe('true')
    expect(view.get('[aria-selected=true]').text()).toBe('North')
    await button.trigger('keydown', { key: 'ArrowDown' })
    await button.trigger('keydown', { key: 'Enter' })
    expect(view.emitted('update:modelValue')).toEqual([['p2']])
    expect(button.attributes('aria-expanded')).toBe('false')
  })

  it('finds what begins with the letters typed, and Esc leaves all as it was', async () => {
    const view = list()
    const button = view.get('[role=combobox]')
    await button.trigger('click')
    await view.vm.$nextTick()
    for (const key of 'so') await button.trigger('keydown', { key })
    expect(view.get('.popup-option.active').text()).toBe('South')
    await button.trigger('keydown', { key: 'Escape' })
    expect(view.emitted('update:modelValue')).toBeUndefined()
    expect(document.activeElement).toBe(button.element)
  })
})

it('a menu is walked by arrows and does what is chosen', async () => {
  const view = mountInEnglish(MenuButton, { label: 'Account', items: [{ key: 'profile', label: 'Profile' }, { key: 'out', label: 'Sign out' }] })
  await view.get('button').trigger('click')
  await view.vm.$nextTick()
  await view.vm.$nextTick()
  const [first, second] = view.findAll('[role=menuitem]')
  expect(document.activeElement).toBe(first!.element)
  await first!.trigger('keydown', { key: 'ArrowDown' })
  expect(document.activeElement).toBe(second!.element)
  await second!.trigger('click')
  expect(view.emitted('choose')).toEqual([['out']])
  expect(view.find('[role=menu]').exists()).toBe(false)
})
