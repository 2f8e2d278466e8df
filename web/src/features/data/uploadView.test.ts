import { describe, expect, it } from 'vitest'
import { ApiError } from '@/api/problem'
import type { Job } from '@/api/types'
import type { UploadItem } from './uploadQueue'
import { passes, uploadViews, viewOfItem, viewOfJob } from './uploadView'

const job = (change: Partial<Job>) => ({ id: 'j', kind: 'ingest_upload', subject: 'a.csv', payer_id: 'p', state: 'running', done: 30, total: 90, message: '1200 rows, 400 rows/s', result: null, error: null, created_at: '2026-01-01T00:00:00Z', finished_at: null, ...change }) as Job
const item = (change: Partial<UploadItem>) => ({ id: 1, payerId: 'p', payerName: 'Payer', source: 'upload', file: new File(['x'.repeat(1000)], 'b.csv'), state: 'sending', samples: [], job: null, error: null, ...change }) as UploadItem

describe('what is shown of an upload', () => {
  it('that another window sent comes from its job', () => {
    expect(viewOfJob(job({}), 'Payer')).toMatchObject({ name: 'a.csv', state: 'reading', percent: 33, rows: { rows: 1200, perSecond: 400 }, result: null, problem: null })
    expect(viewOfJob(job({ state: 'done', result: { drop_id: 'd', unchanged: true, period: '2026-01', rows: 7 } }), '')).toMatchObject({ percent: 100, rows: null, result: { dropId: 'd', unchanged: true, period: '2026-01', rows: 7 } })
  })

  it('that is being sent counts bytes, one that is read counts rows', () => {
    expect(viewOfItem(item({ samples: [{ at: 0, done: 0 }, { at: 2000, done: 500 }] }))).toMatchObject({ percent: 50, bytes: { sent: 500, total: 1000, perSecond: 250 }, secondsLeft: 2 })
    expect(viewOfItem(item({ state: 'reading', job: job({}) }))).toMatchObject({ percent: 33, bytes: null, rows: { rows: 1200 } })
  })

  it('that failed says why, whoever noticed', () => {
    expect(viewOfItem(item({ state: 'failed', error: new ApiError({ status: 413, code: 'body_too_large', title: 'Too large', requestId: 'r1' }) })).problem).toEqual({ code: 'body_too_large', title: 'Too large', detail: '', requestId: 'r1' })
    expect(viewOfItem(item({ state: 'failed', job: job({ state: 'failed', error: { code: 'wrong_payer', title: 'Wrong payer', detail: 'of 1' } }) })).problem).toMatchObject({ code: 'wrong_payer', detail: 'of 1' })
    /* A try that failed and is made again by itself is no failure yet. */
    expect(viewOfJob(job({ state: 'queued', error: { code: 'internal', title: 'Internal', detail: null } }), '').problem).toBeNull()
  })

  it('stands once, although window and server know it', () => {
    const views = uploadViews([item({ state: 'reading', job: job({ id: 'j' }) })], [job({ id: 'j' }), job({ id: 'k' })], (id) => `payer ${id}`)
    expect(views.map((view) => view.key)).toEqual(['file-1', 'k'])
    expect(views[1]!.payerName).toBe('payer p')
  })
})

describe('a fault', () => {
  it('of the server passes, of the file does not', () => {
    expect(['internal', 'ingest_in_progress'].every(passes)).toBe(true)
    expect(['wrong_payer', 'file_corrupt'].some(passes)).toBe(false)
  })
})
