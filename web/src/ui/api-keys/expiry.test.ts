import { expect, it } from 'vitest'
import { expiryOf, hasExpired } from './expiry'

it('a key lives to the end of its last day', () => {
  expect(expiryOf('days30', new Date('2026-01-31T15:00:00Z'))).toBe('2026-03-03T00:00:00Z')
  expect(expiryOf('year', new Date('2026-11-21T00:00:00Z'))).toBe('2027-11-22T00:00:00Z')
  expect(expiryOf('never')).toBeNull()
})

it('a key has expired from its instant on', () => {
  const now = new Date('2026-11-21T12:00:00Z')
  expect(hasExpired('2026-11-21T12:00:00Z', now)).toBe(true)
  expect(hasExpired('2026-11-21T12:00:01Z', now)).toBe(false)
  expect(hasExpired(null, now)).toBe(false)
})
