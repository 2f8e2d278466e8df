import { computed, shallowReactive, shallowRef } from 'vue'
import type { Upload } from '@/api/data'
import type { Job } from '@/api/types'
import { withSample, type Sample } from './progress'

export type UploadState = 'waiting' | 'sending' | 'reading' | 'done' | 'failed'

export interface UploadTarget {
  payerId: string
  payerName: string
  source: string
}

/** One file on its way from the browser to the drop it becomes. */
export interface UploadItem extends UploadTarget {
  id: number
  file: File
  state: UploadState
  /** How much was sent, and after that how much was read, at moments of late. */
  samples: Sample[]
  job: Job | null
  error: unknown
}

export interface UploadPorts {
  send: (payerId: string, file: File, source: string, onProgress: (sentBytes: number) => void) => Upload
  follow: (jobId: string, signal: AbortSignal, onProgress: (job: Job) => void) => Promise<Job>
  /** Whether what waits may still be sent: not after the person went to another partner. */
  mayGoOn: () => boolean
  /** A file was read, or could not be: lists on the screen are old. */
  onRead: () => void
}

const isAbort = (cause: unknown) => cause instanceof DOMException && cause.name === 'AbortError'

/**
 * Files go one after the other, since a payer is read by one job at a time. The queue outlives the page it was filled
 * on; what it has not sent is lost with the window, which is asked about.
 */
export function createUploadQueue(ports: UploadPorts) {
  const items = shallowRef<UploadItem[]>([])
  const busy = computed(() => items.value.some((item) => item.state === 'sending' || item.state === 'waiting'))
  const aborts = new Map<number, () => void>()
  let working = false
  let lastId = 0

  function add(files: readonly File[], target: UploadTarget) {
    const added = files.map((file): UploadItem => shallowReactive({ ...target, id: (lastId += 1), file, state: 'waiting', samples: [], job: null, error: null }))
    items.value = [...items.value, ...added]
    void work()
  }

  async function work() {
    if (working) return
    working = true
    window.addEventListener('beforeunload', warn)
    for (let item = nextWaiting(); item; item = nextWaiting()) await run(item)
    window.removeEventListener('beforeunload', warn)
    working = false
  }

  function nextWaiting() {
    if (!ports.mayGoOn()) clear()
    return items.value.find((item) => item.state === 'waiting')
  }

  function warn(event: BeforeUnloadEvent) {
    if (busy.value) event.preventDefault()
  }

  async function run(item: UploadItem) {
    try {
      const jobId = await transmit(item)
      await read(item, jobId)
    } catch (cause) {
      if (isAbort(cause)) return remove(item)
      item.error = cause
      item.state = 'failed'
    } finally {
      aborts.delete(item.id)
    }
  }

  async function transmit(item: UploadItem): Promise<string> {
    item.state = 'sending'
    const upload = ports.send(item.payerId, item.file, item.source, (done) => {
      item.samples = withSample(item.samples, { at: performance.now(), done })
    })
    aborts.set(item.id, upload.abort)
    return (await upload.finished).job_id
  }

  async function read(item: UploadItem, jobId: string) {
    const watching = new AbortController()
    aborts.set(item.id, () => watching.abort())
    item.state = 'reading'
    item.samples = []
    item.job = await ports.follow(jobId, watching.signal, (job) => {
      item.job = job
      item.samples = withSample(item.samples, { at: performance.now(), done: job.done })
    })
    item.state = item.job.state === 'done' ? 'done' : 'failed'
    ports.onRead()
  }

  /** Takes an item off the list: one that waits is not sent, one that is being sent is cut off. */
  function remove(item: UploadItem) {
    items.value = items.value.filter((other) => other !== item)
    aborts.get(item.id)?.()
  }

  function retry(item: UploadItem) {
    Object.assign(item, { state: 'waiting', samples: [], job: null, error: null })
    void work()
  }

  function clear() {
    for (const item of items.value) remove(item)
  }

  return { items, busy, add, remove, retry, clear }
}

export type UploadQueue = ReturnType<typeof createUploadQueue>
