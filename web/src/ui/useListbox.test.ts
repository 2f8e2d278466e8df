import { mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import { h, nextTick, ref } from 'vue'
import { useListbox } from './useListbox'

function listOf(options: ReturnType<typeof ref<string[]>>, keyed: boolean) {
  let list: ReturnType<typeof useListbox> | undefined
  mount({
    setup() {
      list = useListbox(() => options.value?.length ?? 0, () => undefined, keyed ? (index) => options.value?.[index] ?? '' : undefined)
      return () => h('div')
    },
  })
  return list!
}

it('the mark stays with its option while others arrive, and leaves with it', async () => {
  const options = ref<string[] | undefined>(['a', 'b', 'c'])
  const { active } = listOf(options, true)
  active.value = 1
  options.value = ['a', 'b', 'c', 'd']
  await nextTick()
  expect(active.value).toBe(1)
  options.value = ['b', 'd']
  await nextTick()
  expect(active.value).toBe(0)
  active.value = 1
  options.value = ['a']
  await nextTick()
  expect(active.value).toBe(0)
})

it('the mark is at the first option of another list', async () => {
  const options = ref<string[] | undefined>(['a', 'b'])
  const { active } = listOf(options, false)
  active.value = 1
  options.value = ['a', 'b', 'c']
  await nextTick()
  expect(active.value).toBe(0)
})
