import { useMutation, useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { apiUrl, get, getAll, noticeSessionEnd, post, requestHeaders, type Page } from './client'
import { download } from './download'
import { keys } from './keys'
import { networkError, problemFrom } from './problem'
import { serverEvents } from './sse'
import type { Drop, DropDetail, Job, Period } from './types'
import { useInvalidate } from './useInvalidate'

export function useDrops(payerId: MaybeRefOrGetter<string>, period: MaybeRefOrGetter<Period>) {
  return useQuery({
    queryKey: computed(() => [...keys.drops, 'list', toValue(payerId), toValue(period)]),
    queryFn: () => getAll<Drop>('/drops', { query: { payer_id: toValue(payerId), period: toValue(period) } }),
  })
}

export function useDrop(id: MaybeRefOrGetter<string>) {
  return useQuery({
    queryKey: computed(() => [...keys.drops, 'one', toValue(id)]),
    queryFn: () => get<DropDetail>(`/drops/${toValue(id)}`),
  })
}

export const downloadDropFile = (dropId: string, number: number, name: string) => download(`/drops/${dropId}/files/${number}`, name)

const RECENT_UPLOADS = 20
const WATCH_MS = 1500

/** The uploads of late, of everybody and newest first; looked at again and again while one of them runs. */
export function useRecentUploads() {
  return useQuery({
    queryKey: [...keys.jobs, 'uploads'],
    queryFn: async () => (await get<Page<Job>>('/jobs', { query: { kind: 'ingest_upload', limit: RECENT_UPLOADS } })).items,
    refetchInterval: ({ state }) => (state.data?.every(isFinished) === false ? WATCH_MS : false),
  })
}

export function useRetryJob() {
  return useMutation({
    mutationFn: (id: string) => post<Job>(`/jobs/${id}/retry`, undefined),
    onSettled: useInvalidate(keys.jobs),
  })
}

export interface Upload {
  /** Answers with the job that reads the file. */
  finished: Promise<{ job_id: string }>
  abort: () => void
}

/** Sends a file as the body. XMLHttpRequest, since fetch does not tell how much has been sent. */
export function uploadFile(payerId: string, file: File, source: string, onProgress: (sentBytes: number) => void): Upload {
  const request = new XMLHttpRequest()
  const finished = new Promise<{ job_id: string }>((resolve, reject) => {
    request.upload.onprogress = (event) => onProgress(event.loaded)
    request.onerror = () => reject(networkError())
    request.onabort = () => reject(new DOMException('aborted', 'AbortError'))
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) {
        resolve(JSON.parse(request.responseText) as { job_id: string })
        return
      }
      const error = problemFrom(request.status, request.responseText, (name) => request.getResponseHeader(name))
      noticeSessionEnd(error)
      reject(error)
    }
    request.open('POST', apiUrl(`/payers/${payerId}/uploads`, { filename: file.name, source }))
    requestHeaders('POST').forEach((value, name) => request.setRequestHeader(name, value))
    request.setRequestHeader('Content-Type', 'application/octet-stream')
    request.send(file)
  })
  return { finished, abort: () => request.abort() }
}

const POLL_MS = 1000

/** Follows a job to its end: live by events, and by asking again when the stream breaks. */
export async function followJob(id: string, signal: AbortSignal, onProgress: (job: Job) => void): Promise<Job> {
  try {
    for await (const { data } of serverEvents(`/jobs/${id}/events`, signal)) {
      const job = JSON.parse(data) as Job
      onProgress(job)
      if (isFinished(job)) return job
    }
  } catch (cause) {
    if (signal.aborted) throw cause
  }
  return pollJob(id, signal, onProgress)
}

async function pollJob(id: string, signal: AbortSignal, onProgress: (job: Job) => void): Promise<Job> {
  for (;;) {
    const job = await get<Job>(`/jobs/${id}`, { signal })
    onProgress(job)
    if (isFinished(job)) return job
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
}

const isFinished = (job: Job) => job.state === 'done' || job.state === 'failed'
