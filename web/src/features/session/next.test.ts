import { expect, it } from 'vitest'
import { safeNext } from './next'

it('goes on only to a page of this console', () => {
  expect(safeNext('/billing?period=2023-11')).toBe('/billing?period=2023-11')
  for (const elsewhere of ['//evil.example', '/\\evil.example', 'https://evil.example', '', undefined, ['/a']]) expect(safeNext(elsewhere)).toBe('/')
})
