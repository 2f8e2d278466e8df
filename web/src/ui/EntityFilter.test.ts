import { expect, it } from 'vitest'
import { mountInEnglish } from '@/test-mount'
import EntityFilter from './EntityFilter.vue'

const options = [{ key: 'AmazonEC2', label: 'EC2' }, { key: 'AmazonS3', label: 'S3' }, { key: 'AmazonRDS', label: 'RDS' }]

it('a filter is searched and chosen from with the keyboard alone', async () => {
  const view = mountInEnglish(EntityFilter, { label: 'Service', options, modelValue: ['AmazonS3'] })
  expect(view.get('.popup-trigger').text()).toBe('Service: S3')
  await view.get('.popup-trigger').trigger('click')
  const input = view.get<HTMLInputElement>('input')
  await input.trigger('keydown', { key: 'ArrowDown' })
  expect(view.get(`[id="${input.attributes('aria-activedescendant')}"]`).text()).toBe('S3')
  await input.setValue('rd')
  expect(view.findAll('[role=option]').map((option) => option.text())).toEqual(['RDS'])
  await input.trigger('keydown', { key: 'Enter' })
  expect(view.emitted('update:modelValue')).toEqual([[['AmazonS3', 'AmazonRDS']]])
  await input.trigger('keydown', { key: 'Escape' })
  expect(view.find('input').exists()).toBe(false)
  expect(document.activeElement).toBe(view.get('.popup-trigger').element)
})
