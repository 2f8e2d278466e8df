import { describe, expect, it, vi } from 'vitest'
import { ApiError } from '@/api/problem'
import type { Job } from '@/api/types'
import { createUploadQueue, type UploadPorts } from './uploadQueue'

const target = { payerId: 'p', payerName: 'Payer', source: 'upload' }
const file = (name: string) => new File(['x'], name)
const job = (state: Job['state']) => ({ id: 'j', state, done: 1, total: 1 }) as Job

function queueWith(ports: Partial<UploadPorts> = {}) {
  const sent: string[] = []
  const onRead = vi.fn()
  const queue = createUploadQueue({
    send: (_payer, sending) => {
      sent.push(sending.name)
      return { finished: Promise.resolve({ job_id: 'j' }), abort: () => {} }
    },
    follow: () => Promise.resolve(job('done')),
    mayGoOn: () => true,
    onRead,
    ...ports,
  })
  return { queue, sent, onRead, states: () => queue.items.value.map((item) => item.state) }
}

describe('the upload queue', () => {
  it('sends one file after the other', async () => {
    const finish: (() => void)[] = []
    const { queue, sent, states, onRead } = queueWith({ follow: () => new Promise((resolve) => finish.push(() => resolve(job('done')))) })
    queue.add([file('a.csv'), file('b.csv')], target)
    await vi.waitFor(() => expect(states()).toEqual(['reading', 'waiting']))
    expect(sent).toEqual(['a.csv'])
    finish[0]!()
    await vi.waitFor(() => expect(states()).toEqual(['done', 'reading']))
    expect(sent).toEqual(['a.csv', 'b.csv'])
    expect(onRead).toHaveBeenCalledOnce()
    expect(queue.busy.value).toBe(false)
  })

  it('goes on after a failure, and tries again when asked', async () => {
    let refuse = true
    const { queue, states } = queueWith({
      send: () => ({ finished: refuse ? Promise.reject(new ApiError({ status: 409, code: 'ingest_in_progress' })) : Promise.resolve({ job_id: 'j' }), abort: () => {} }),
    })
    queue.add([file('a.csv')], target)
    await vi.waitFor(() => expect(states()).toEqual(['failed']))
    expect(queue.items.value[0]!.error).toBeInstanceOf(ApiError)
    refuse = false
    queue.retry(queue.items.value[0]!)
    await vi.waitFor(() => expect(states()).toEqual(['done']))
    expect(queue.items.value[0]!.error).toBeNull()
  })

  it('keeps why a file could not be read', async () => {
    const { queue, states } = queueWith({ follow: () => Promise.resolve({ ...job('failed'), error: { code: 'wrong_payer', title: 'Wrong payer', detail: null } }) })
    queue.add([file('a.csv')], target)
    await vi.waitFor(() => expect(states()).toEqual(['failed']))
    expect(queue.items.value[0]!.job!.error!.code).toBe('wrong_payer')
  })

  it('forgets a file that is taken off while it is sent', async () => {
    const { queue, states } = queueWith({
      send: () => {
        let abort = () => {}
        const finished = new Promise<{ job_id: string }>((_resolve, reject) => {
          abort = () => reject(new DOMException('aborted', 'AbortError'))
        })
        return { finished, abort }
      },
    })
    queue.add([file('a.csv')], target)
    await vi.waitFor(() => expect(states()).toEqual(['sending']))
    queue.remove(queue.items.value[0]!)
    await vi.waitFor(() => expect(states()).toEqual([]))
  })

  it('sends nothing more once the partner is another', async () => {
    let here = true
    const { queue, sent, states } = queueWith({
      mayGoOn: () => here,
      follow: () => {
        here = false
        return Promise.resolve(job('done'))
      },
    })
    queue.add([file('a.csv'), file('b.csv')], target)
    await vi.waitFor(() => expect(states()).toEqual([]))
    expect(sent).toEqual(['a.csv'])
  })
})
