import type { UseQueryReturnType } from '@tanstack/vue-query'
import { describe, expect, it, vi } from 'vitest'
import { nextTick, ref, type Component } from 'vue'
import { ApiError } from '@/api/problem'
import { mountInEnglish } from '@/test-mount'
import QueryState from './QueryState.vue'

function state(data: string[] | undefined, error: Error | null = null, props = {}) {
  const refetch = vi.fn()
  const isFetching = ref(false)
  const query = { data: ref(data), error: ref(error), isFetching, refetch } as unknown as UseQueryReturnType<string[], Error>
  return { refetch, isFetching, view: mountInEnglish(QueryState as unknown as Component, { query, empty: (items: string[]) => items.length === 0, ...props }) }
}

describe('a view of data', () => {
  it('shows a skeleton while it loads', () => {
    expect(state(undefined).view.find('[role=status]').text()).toBe('Loading')
  })

  it('is busy while what it shows is read anew, from any of its queries', async () => {
    const other = { data: ref<string | undefined>(), isFetching: ref(true) }
    const { view, isFetching } = state(['of before'], null, { also: [other] })
    const busy = () => view.get('.query-state').attributes('aria-busy')
    expect(busy()).toBe('false')
    isFetching.value = true
    await nextTick()
    expect(busy()).toBe('true')
    isFetching.value = false
    await nextTick()
    expect(busy()).toBe('false')
    other.data.value = 'of before'
    await nextTick()
    expect(busy()).toBe('true')
  })

  it('is not busy with what it does not show yet', () => {
    const { view, isFetching } = state(undefined)
    isFetching.value = true
    expect(view.get('.query-state').attributes('aria-busy')).toBe('false')
  })

  it('offers to try again and names the request when it fails', async () => {
    const { view, refetch } = state(undefined, new ApiError({ status: 500, code: 'internal', title: 'Internal error', requestId: 'r9' }))
    expect(view.get('[role=alert]').text()).toContain('r9')
    expect(view.find('.skeleton').exists()).toBe(false)
    await view.get('button').trigger('click')
    expect(refetch).toHaveBeenCalledOnce()
  })

  it('leads back to the list from what is not there, and to another try from any other failure', () => {
    const back = { back: '/plans', backLabel: 'Pricing plans' }
    const missing = state(undefined, new ApiError({ status: 404, code: 'not_found', title: 'Not found' }), back).view
    expect(missing.find('button').exists()).toBe(false)
    expect(missing.get('router-link-stub').attributes('to')).toBe('/plans')
    const broken = state(undefined, new ApiError({ status: 503, code: 'unavailable', title: 'Unavailable' }), back).view
    expect(broken.get('button').text()).toBe('Try again')
    expect(broken.find('router-link-stub').exists()).toBe(false)
  })
})
