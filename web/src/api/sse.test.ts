import { describe, expect, it } from 'vitest'
import { takeEvents } from './sse'

describe('takeEvents', () => {
  it('takes whole events and keeps the rest', () => {
    const { events, rest } = takeEvents('event: progress\ndata: {"done":1}\n\nevent: end\r\ndata: {"done":2}\r\n\r\nevent: pro')
    expect(events).toEqual([{ event: 'progress', data: '{"done":1}' }, { event: 'end', data: '{"done":2}' }])
    expect(rest).toBe('event: pro')
  })

  it('joins lines of data and ignores comments', () => {
    expect(takeEvents(': keep-alive\n\ndata: a\ndata: b\n\n').events).toEqual([{ event: 'message', data: 'a\nb' }])
  })
})
