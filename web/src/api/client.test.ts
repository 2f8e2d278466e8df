import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { apiUrl, get, getAll, post } from './client'
import { apiContext } from './context'
import { ApiError } from './problem'

const answer = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  new Response(body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body), { status, headers })

const fetchMock = vi.fn<(url: string, init: RequestInit) => Promise<Response>>()
const sent = () => fetchMock.mock.calls[0]!
const header = (name: string) => (sent()[1].headers as Headers).get(name)
const failure = async (call: Promise<unknown>) => (await call.catch((error: unknown) => error)) as ApiError

beforeEach(() => {
  fetchMock.mockReset()
  vi.stubGlobal('fetch', fetchMock)
  Object.assign(apiContext, { csrfToken: 'token', actingPartnerId: '', language: 'en', onSignedOut: vi.fn(), onPasswordChangeRequired: vi.fn() })
})
afterEach(() => vi.unstubAllGlobals())

describe('a call', () => {
  it('leaves empty members out of the query', () => {
    expect(apiUrl('/bills', { period: '2023-11', payer_id: '', limit: 0 })).toBe('/api/v1/bills?period=2023-11&limit=0')
  })

  it('carries the CSRF token on writes only', async () => {
    fetchMock.mockImplementation(async () => answer(200, {}))
    await get('/me')
    expect(header('X-CSRF-Token')).toBeNull()
    fetchMock.mockClear()
    await post('/payers', {})
    expect(header('X-CSRF-Token')).toBe('token')
    expect(header('Accept-Language')).toBe('en')
  })

  it('names the partner a superadmin acts as, except when speaking as himself', async () => {
    apiContext.actingPartnerId = 'p1'
    fetchMock.mockImplementation(async () => answer(200, {}))
    await get('/bills')
    expect(header('Proforma-Partner')).toBe('p1')
    fetchMock.mockClear()
    await get('/partners', { asSelf: true })
    expect(header('Proforma-Partner')).toBeNull()
  })

  it('follows the cursor to the end', async () => {
    fetchMock.mockResolvedValueOnce(answer(200, { items: [1, 2], next_cursor: 'c' })).mockResolvedValueOnce(answer(200, { items: [3], next_cursor: null }))
    expect(await getAll('/payers')).toEqual([1, 2, 3])
    expect(fetchMock.mock.calls[1]![0]).toContain('cursor=c')
  })
})

describe('a failure', () => {
  it('keeps what the problem says', async () => {
    const problem = { type: 'about:blank', title: 'Taken', status: 409, detail: 'the name is taken', code: 'name_taken', request_id: 'r1', pointer: '/name' }
    fetchMock.mockResolvedValue(answer(409, problem, { 'Content-Type': 'application/problem+json' }))
    const error = await failure(post('/billing-groups', {}))
    expect(error).toBeInstanceOf(ApiError)
    expect(error).toMatchObject({ status: 409, code: 'name_taken', detail: 'The name is taken', pointer: '/name', requestId: 'r1' })
  })

  it('begins like a sentence, but changes no name', async () => {
    for (const [detail, shown] of [['is required', 'Is required'], ['pro_forma is twice in it', 'pro_forma is twice in it'], ['"a.csv" has no rows', '"a.csv" has no rows'], ['此项必填', '此项必填']]) {
      fetchMock.mockResolvedValue(answer(422, { detail }))
      expect((await failure(get('/bills'))).detail).toBe(shown)
    }
  })

  it('has a code and the request id even when a proxy answers with a page', async () => {
    fetchMock.mockResolvedValue(answer(502, '<html>bad gateway</html>', { 'Proforma-Request-Id': 'r2', 'Retry-After': '7' }))
    expect(await failure(get('/bills'))).toMatchObject({ status: 502, code: 'http_502', requestId: 'r2', retryAfterSeconds: 7 })
  })

  it('without any answer is a network error', async () => {
    fetchMock.mockRejectedValue(new TypeError('failed to fetch'))
    expect(await failure(get('/bills'))).toMatchObject({ status: 0, code: 'network_error' })
  })

  it('that ends the session says so, a wrong password does not', async () => {
    fetchMock.mockResolvedValueOnce(answer(401, { code: 'invalid_credentials' }))
    await failure(post('/session', {}))
    expect(apiContext.onSignedOut).not.toHaveBeenCalled()
    fetchMock.mockResolvedValueOnce(answer(401, { code: 'unauthenticated' }))
    await failure(get('/bills'))
    expect(apiContext.onSignedOut).toHaveBeenCalledOnce()
    fetchMock.mockResolvedValueOnce(answer(403, { code: 'password_change_required' }))
    await failure(get('/bills'))
    expect(apiContext.onPasswordChangeRequired).toHaveBeenCalledOnce()
  })
})
