import { useQueryClient } from '@tanstack/vue-query'
import { onBeforeUnmount, ref, shallowRef } from 'vue'
import { followJob, uploadFile, type Upload } from '@/api/data'
import { keys } from '@/api/keys'
import type { Job } from '@/api/types'
import { useUrlParam } from '@/ui/useUrlParam'

export type UploadState = 'idle' | 'sending' | 'reading' | 'done' | 'failed'

/**
 * One upload from the browser to the drop it becomes. The job's id is in the address, so a reload, or a colleague with
 * the link, goes on watching.
 */
export function useUpload() {
  const client = useQueryClient()
  const jobId = useUrlParam<string>('job', '')
  const state = ref<UploadState>('idle')
  const file = shallowRef<File | null>(null)
  const sentBytes = ref(0)
  const job = shallowRef<Job | null>(null)
  const error = shallowRef<unknown>(null)
  let upload: Upload | null = null
  let watching = new AbortController()

  async function send(payerId: string, chosen: File, source: string) {
    reset()
    file.value = chosen
    state.value = 'sending'
    try {
      upload = uploadFile(payerId, chosen, source, (bytes) => {
        sentBytes.value = bytes
      })
      const { job_id } = await upload.finished
      jobId.value = job_id
      await watchJob(job_id)
    } catch (cause) {
      fail(cause)
    }
  }

  async function resume() {
    if (!jobId.value || state.value !== 'idle') return
    try {
      await watchJob(jobId.value)
    } catch (cause) {
      fail(cause)
    }
  }

  async function watchJob(id: string) {
    state.value = 'reading'
    watching = new AbortController()
    job.value = await followJob(id, watching.signal, (progress) => {
      job.value = progress
    })
    state.value = job.value.state === 'done' ? 'done' : 'failed'
    const stale = [keys.drops, keys.payers, keys.accounts, keys.bills, keys.insights, keys.catalogue]
    await Promise.all(stale.map((queryKey) => client.invalidateQueries({ queryKey })))
  }

  function fail(cause: unknown) {
    if (cause instanceof DOMException && cause.name === 'AbortError') {
      if (state.value === 'sending') reset()
      return
    }
    error.value = cause
    state.value = 'failed'
  }

  function cancel() {
    upload?.abort()
  }

  function reset() {
    watching.abort()
    state.value = 'idle'
    sentBytes.value = 0
    job.value = null
    error.value = null
    jobId.value = ''
  }

  onBeforeUnmount(() => watching.abort())

  return { state, file, sentBytes, job, error, send, resume, cancel, reset }
}
