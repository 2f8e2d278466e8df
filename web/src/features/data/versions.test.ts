import { expect, it } from 'vitest'
import type { Drop } from '@/api/types'
import { withVersions } from './versions'

const drop = (version: number, change: Partial<Drop> = {}) => ({ id: `v${version}`, payer_id: 'a', period: '2026-05', source: 'upload', version, ...change }) as Drop

it('puts the versions a drop replaced below it, newest first', () => {
  const units = withVersions([drop(1), drop(3), drop(2), drop(1, { id: 'other', source: 'cur' })])
  expect(units.map((unit) => [unit.drop.id, ...unit.earlier.map((old) => old.id)])).toEqual([['v3', 'v2', 'v1'], ['other']])
})
