import { describe, expect, it } from 'vitest'
import { isShortcut, moveRowFocus, pagesByKey } from './keys'

const reader = (permissions: string[]) => ({ partner: { id: 'p', name: 'P', slug: 'p', currency: 'USD' }, isSuperadmin: false, can: (permission: string) => permissions.includes(permission) })

function pressed(key: string, markup: string, init: KeyboardEventInit = {}): KeyboardEvent {
  document.body.innerHTML = markup
  const event = new KeyboardEvent('keydown', { key, bubbles: true, ...init })
  document.body.querySelector('.target')?.dispatchEvent(event)
  return event
}

describe('shortcuts', () => {
  it('leave typing and the keys of the browser alone', () => {
    expect(isShortcut(pressed('g', '<div class="target"></div>'))).toBe(true)
    expect(isShortcut(pressed('g', '<div class="target"></div>', { ctrlKey: true }))).toBe(false)
    for (const field of ['<input class="target">', '<textarea class="target"></textarea>', '<dialog><p class="target"></p></dialog>']) expect(isShortcut(pressed('g', field))).toBe(false)
  })

  it('lead only where the reader may go', () => {
    expect([...pagesByKey(reader(['bill.read'])).keys()]).toEqual(['b'])
    expect(pagesByKey(reader(['bill.read', 'group.read', 'group.write'])).get('b')?.to).toBe('/billing')
  })

  it('move from row to row', () => {
    document.body.innerHTML = '<main id="content"><table><tbody><tr data-row tabindex="-1" id="a"></tr><tr data-row tabindex="-1" id="b"></tr></tbody></table></main>'
    const walk = [1, 1, 1, -1].map((by) => {
      moveRowFocus(by as 1 | -1)
      return document.activeElement?.id
    })
    expect(walk).toEqual(['a', 'b', 'b', 'a'])
  })
})
