// The queue as users see it. Jobs are put in by SQL, of a kind that no worker knows, so that they
// stay as they are; the runner itself is tested in tests/db/jobs.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'

import { newestEntry } from './lib/audit.mjs'
import { assertProblem, startServer } from './lib/server.mjs'

const NOWHERE = '018bcfe5-6800-7000-8000-000000000000'

let server
let acme
let globex
let payer
let count = 0

const newJob = (partner, { state = 'queued', kind = 'test_idle', payload = {}, ...rest } = {}) => {
  const id = `018bcfe5-6800-7000-8000-${String(++count).padStart(12, '0')}`
  server.sql(
    `insert into jobs (partner_id, id, kind, payload, attempts_max, attempts, state, done, total,
       message, result, error, key, finished_at)
     values (:'partner', :'id', :'kind', :'payload', 1, 1, :'state', :'done', :'total', :'message',
       nullif(:'result', '')::jsonb, nullif(:'error', '')::jsonb, nullif(:'key', ''),
       case when :'state' in ('done', 'failed') then now() end)`,
    {
      partner: partner.id, id, kind, state, payload: JSON.stringify(payload),
      done: rest.done ?? 0, total: rest.total ?? 0, message: rest.message ?? '', key: rest.key ?? '',
      result: rest.result ? JSON.stringify(rest.result) : '',
      error: rest.error ? JSON.stringify(rest.error) : '',
    },
  )
  return id
}

before(async () => {
  server = await startServer()
  acme = await server.newPartner('acme')
  globex = await server.newPartner('globex')
  payer = await server.newPayer(acme.admin, { external_id: '001234567890' })
})
after(() => server?.stop())

describe('a job', () => {
  test('tells how far it is', async () => {
    const id = newJob(acme.partner, { state: 'running', done: 5, total: 12, message: 'reading' })
    assert.equal((await acme.admin.ok('GET', `/jobs/${id}`)).started_at, null)
    server.sql("update jobs set started_at = '2024-05-06T07:08:09.5Z' where id = :'id'", { id })
    const { created_at, ...job } = await acme.admin.ok('GET', `/jobs/${id}`)
    assert.match(created_at, /^\d{4}-\d\d-\d\dT[\d:.]+Z$/)
    assert.deepEqual(job, {
      id, kind: 'test_idle', subject: '', payer_id: null, state: 'running', done: 5, total: 12,
      message: 'reading', result: null, started_at: '2024-05-06T07:08:09.500000Z',
      finished_at: null, error: null,
    })
  })

  test('names the file and the payer it works on', async () => {
    const id = newJob(acme.partner, { payload: { filename: '十月.csv.gz', payer_id: NOWHERE } })
    const { items } = await acme.admin.ok('GET', '/jobs')
    const job = items.find((item) => item.id === id)
    assert.deepEqual([job.subject, job.payer_id], ['十月.csv.gz', NOWHERE])
  })

  test('that is done has its result as JSON', async () => {
    const result = { drop_id: NOWHERE, unchanged: true }
    const id = newJob(acme.partner, { state: 'done', result })
    const job = await acme.admin.ok('GET', `/jobs/${id}`)
    assert.deepEqual(job.result, result)
    assert.notEqual(job.finished_at, null)
  })

  test('that failed says why, in the language of who asks', async () => {
    const error = { code: 'wrong_payer', detail: 'the file is of 1', detail_zh: '文件属于 1' }
    const id = newJob(acme.partner, { state: 'failed', error })
    await acme.admin.ok('PATCH', '/me', { language: 'en' })
    assert.deepEqual((await acme.admin.ok('GET', `/jobs/${id}`)).error,
      { code: 'wrong_payer', title: 'The file belongs to another payer', detail: 'the file is of 1' })
    await acme.admin.ok('PATCH', '/me', { language: 'zh-CN' })
    assert.deepEqual((await acme.admin.ok('GET', `/jobs/${id}`)).error,
      { code: 'wrong_payer', title: '文件属于另一个付款账户', detail: '文件属于 1' })
    const known = newJob(acme.partner, { state: 'failed',
      error: { code: 'file_format', detail: 'files of the provider alibaba cannot be read', detail_zh: null } })
    assert.equal((await acme.admin.ok('GET', `/jobs/${known}`)).error.detail,
      '不支持读取 alibaba 的文件')
  })

  test('of another partner does not exist', async () => {
    const id = newJob(globex.partner)
    assertProblem(await acme.admin.get(`/jobs/${id}`), 'not_found')
    assertProblem(await acme.admin.post(`/jobs/${id}/retry`), 'not_found')
    assertProblem(await acme.admin.get(`/jobs/${id}/events`), 'not_found')
    assertProblem(await acme.admin.get(`/jobs/${NOWHERE}`), 'not_found')
    const { items } = await globex.admin.ok('GET', '/jobs')
    assert.deepEqual(items.map((job) => job.id), [id])
  })
})

describe('jobs', () => {
  test('are listed newest first, page by page', async () => {
    const { partner, admin } = await server.newPartner('listed')
    const ids = Array.from({ length: 5 }, () => newJob(partner)).reverse()
    const first = await admin.ok('GET', '/jobs?limit=2')
    assert.deepEqual(first.items.map((job) => job.id), ids.slice(0, 2))
    const second = await admin.ok('GET', `/jobs?limit=2&cursor=${first.next_cursor}`)
    assert.deepEqual(second.items.map((job) => job.id), ids.slice(2, 4))
    const last = await admin.ok('GET', `/jobs?limit=2&cursor=${second.next_cursor}`)
    assert.deepEqual(last.items.map((job) => job.id), ids.slice(4))
    assert.equal(last.next_cursor, null)
    assert.equal('cursor' in last.items[0], false)
  })

  test('are found by kind and state', async () => {
    const { partner, admin } = await server.newPartner('filtered')
    const done = newJob(partner, { state: 'done' })
    const other = newJob(partner, { kind: 'test_other' })
    const ids = async (query) => (await admin.ok('GET', `/jobs?${query}`)).items.map((job) => job.id)
    assert.deepEqual(await ids('state=done'), [done])
    assert.deepEqual(await ids('kind=test_other'), [other])
    assert.deepEqual(await ids('kind=test_other&state=done'), [])
    assertProblem(await admin.get('/jobs?state=lost'), 'invalid_parameter', { pointer: '?state' })
    assertProblem(await admin.get(`/jobs?cursor=${Buffer.from("'x'").toString('base64url')}`),
      'bad_request', { status: 400 })
  })

  test('of a payer_admin are those of its payers', async () => {
    const mine = newJob(acme.partner, { payload: { payer_id: payer.id } })
    const other = newJob(acme.partner, { payload: { payer_id: NOWHERE } })
    const user = await server.newUser(acme.admin,
      { username: 'acme-payer', role: 'payer_admin', payer_ids: [payer.id] })
    const { items } = await user.ok('GET', '/jobs')
    assert.deepEqual(items.map((job) => job.id), [mine])
    await user.ok('GET', `/jobs/${mine}`)
    assertProblem(await user.get(`/jobs/${other}`), 'not_found')
    assertProblem(await user.post(`/jobs/${other}/retry`), 'not_found')
  })

  test('are none of a customer\'s business', async () => {
    const user = await server.newUser(acme.admin, { username: 'acme-customer', role: 'customer' })
    assertProblem(await user.get('/jobs'), 'forbidden')
  })
})

describe('trying again', () => {
  const error = { code: 'internal', detail: 'lost' }

  test('puts a failed job back, and is audited', async () => {
    const id = newJob(acme.partner, { state: 'failed', error, done: 3, total: 4 })
    const job = await acme.admin.ok('POST', `/jobs/${id}/retry`)
    assert.deepEqual([job.state, job.done, job.total, job.error, job.finished_at],
      ['queued', 0, 0, null, null])
    assert.equal(server.value(`select attempts < attempts_max as again from jobs where id = :'id'`,
      { id }), 't')
    const entry = newestEntry(server, 'job', 'job.retry')
    assert.deepEqual([entry.entity_id, entry.before.state, entry.after.state],
      [id, 'failed', 'queued'])
  })

  test('is for failed jobs only', async () => {
    for (const state of ['queued', 'running', 'done'])
      assertProblem(await acme.admin.post(`/jobs/${newJob(acme.partner, { state })}/retry`),
        'job_not_retryable', { status: 409 })
  })

  test('waits for another one with the same key', async () => {
    const failed = newJob(acme.partner, { state: 'failed', error, key: 'payer 1' })
    const other = newJob(acme.partner, { key: 'payer 1' })
    assertProblem(await acme.admin.post(`/jobs/${failed}/retry`), 'job_not_retryable')
    server.sql(`update jobs set state = 'done' where id = :'id'`, { id: other })
    assert.equal((await acme.admin.ok('POST', `/jobs/${failed}/retry`)).state, 'queued')
  })

  test('is not for those who only read', async () => {
    const id = newJob(acme.partner, { state: 'failed', error })
    const user = await server.newUser(acme.admin, { username: 'acme-auditor', role: 'auditor' })
    await user.ok('GET', `/jobs/${id}`)
    assertProblem(await user.post(`/jobs/${id}/retry`), 'forbidden')
  })
})

describe('events', () => {
  // [{event, data}] until the stream ends.
  async function follow(id, onEvent = () => {}) {
    const reply = await fetch(`${server.url}/api/v1/jobs/${id}/events`,
      { headers: { cookie: acme.admin.cookie } })
    assert.equal(reply.status, 200)
    assert.match(reply.headers.get('content-type'), /^text\/event-stream/)
    const events = []
    let text = ''
    for await (const chunk of reply.body.pipeThrough(new TextDecoderStream())) {
      const blocks = (text + chunk).split('\n\n')
      text = blocks.pop()
      for (const block of blocks) {
        const [, event, data] = /^event: (\w+)\ndata: (.*)$/.exec(block) ?? []
        if (!event) continue
        events.push({ event, job: JSON.parse(data) })
        onEvent(events.at(-1))
      }
    }
    return events
  }

  test('follow a job to its end', async () => {
    const id = newJob(acme.partner, { state: 'running', total: 3 })
    const next = [`done = 1`, `done = 2`, `done = 3, state = 'done', finished_at = now()`]
    const events = await follow(id, ({ event }) => {
      const change = next.shift()
      if (event === 'progress' && change)
        server.sql(`update jobs set ${change} where id = :'id'`, { id })
    })
    assert.deepEqual(events.map(({ event, job }) => `${event} ${job.state} ${job.done}`),
      ['progress running 0', 'progress running 1', 'progress running 2', 'progress done 3',
        'end done 3'])
    assert.deepEqual(events.at(-1).job, await acme.admin.ok('GET', `/jobs/${id}`))
  })

  test('of a finished job end at once', async () => {
    const events = await follow(newJob(acme.partner, { state: 'failed' }))
    assert.deepEqual(events.map(({ event }) => event), ['progress', 'end'])
  })
})
