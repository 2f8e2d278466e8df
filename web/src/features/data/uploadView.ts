import { ApiError } from '@/api/problem'
import type { Job, Period } from '@/api/types'
import { percentOf, rowRate, secondsLeft, speed, type RowRate } from './progress'
import type { UploadItem, UploadState } from './uploadQueue'

/** What is shown of an upload, whether this window sends it or it is known from the server alone. */
export interface UploadView {
  key: string
  name: string
  payerName: string
  state: UploadState
  percent: number
  /** Of a file that is being sent. */
  bytes: { sent: number; total: number; perSecond: number | null } | null
  rows: RowRate | null
  secondsLeft: number | null
  startedAt: string | null
  result: { dropId: string; unchanged: boolean; period: Period | null; rows: number | null } | null
  problem: { code: string; title: string; detail: string; requestId: string } | null
  /** This window has the file, and can send it again. */
  item: UploadItem | null
  job: Job | null
}

const jobState: Record<Job['state'], UploadState> = { queued: 'reading', running: 'reading', done: 'done', failed: 'failed' }

/** Faults of the server and of the moment pass; the file itself is the fault of all others, and is not kept. */
const PASSING = new Set(['internal', 'unavailable', 'timeout', 'disk_full', 'ingest_in_progress', 'unreconciled'])

export const passes = (code: string) => PASSING.has(code)

const resultOf = (job: Job | null): UploadView['result'] =>
  job?.result?.drop_id ? { dropId: job.result.drop_id, unchanged: job.result.unchanged ?? false, period: job.result.period ?? null, rows: job.result.rows ?? null } : null

const problemOf = (job: Job | null): UploadView['problem'] =>
  job?.state === 'failed' && job.error ? { code: job.error.code, title: job.error.title, detail: job.error.detail ?? '', requestId: '' } : null

export function viewOfJob(job: Job, payerName: string): UploadView {
  const state = jobState[job.state]
  return {
    key: job.id,
    name: job.subject,
    payerName,
    state,
    percent: state === 'done' ? 100 : percentOf(job.done, job.total),
    bytes: null,
    rows: state === 'reading' ? rowRate(job.message) : null,
    secondsLeft: null,
    startedAt: job.created_at,
    result: resultOf(job),
    problem: problemOf(job),
    item: null,
    job,
  }
}

export function viewOfItem(item: UploadItem): UploadView {
  const { state, samples, job, file, error } = item
  const sent = samples.at(-1)?.done ?? 0
  const total = state === 'sending' ? file.size : (job?.total ?? 0)
  return {
    key: `file-${item.id}`,
    name: file.name,
    payerName: item.payerName,
    state,
    percent: state === 'done' ? 100 : percentOf(state === 'sending' ? sent : (job?.done ?? 0), total),
    bytes: state === 'sending' ? { sent, total: file.size, perSecond: speed(samples) } : null,
    rows: state === 'reading' ? rowRate(job?.message ?? '') : null,
    secondsLeft: secondsLeft(samples, total),
    startedAt: null,
    result: resultOf(job),
    problem: error instanceof ApiError ? { code: error.code, title: error.title, detail: error.detail, requestId: error.requestId } : problemOf(job),
    item,
    job,
  }
}

/** This window's files in their order, then what else was uploaded of late. */
export function uploadViews(items: readonly UploadItem[], jobs: readonly Job[], payerName: (id: string | null) => string): UploadView[] {
  const own = new Set(items.flatMap((item) => item.job?.id ?? []))
  return [...items.map(viewOfItem), ...jobs.filter((job) => !own.has(job.id)).map((job) => viewOfJob(job, payerName(job.payer_id)))]
}
