import { apiContext } from './context'
import type { ApiError} from './problem';
import { networkError, problemFrom } from './problem'

export type QueryValue = string | number | boolean | null | undefined

export interface RequestOptions {
  query?: Record<string, QueryValue>
  body?: unknown
  /** The entity tag read before; the server refuses the write when somebody else was faster. */
  ifMatch?: string
  idempotencyKey?: string
  signal?: AbortSignal
  accept?: string
  /** Speak as the signed-in person even while acting as a partner. */
  asSelf?: boolean
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

const BASE = '/api/v1'

/** The address of a call; members that are empty, null or undefined stay out of the query. */
export function apiUrl(path: string, query: Record<string, QueryValue> = {}): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '' && value !== false) search.set(name, String(value))
  }
  const suffix = search.toString()
  return `${BASE}${path}${suffix ? `?${suffix}` : ''}`
}

export function requestHeaders(method: Method, options: RequestOptions = {}): Headers {
  const headers = new Headers({ Accept: options.accept ?? 'application/json', 'Accept-Language': apiContext.language })
  if (method !== 'GET' && apiContext.csrfToken) headers.set('X-CSRF-Token', apiContext.csrfToken)
  if (apiContext.actingPartnerId && !options.asSelf) headers.set('Proforma-Partner', apiContext.actingPartnerId)
  if (options.ifMatch) headers.set('If-Match', options.ifMatch)
  if (options.idempotencyKey) headers.set('Idempotency-Key', options.idempotencyKey)
  if (options.body !== undefined) headers.set('Content-Type', 'application/json')
  return headers
}

/** Tells the session about answers that end it, whoever asked. */
export function noticeSessionEnd(error: ApiError): void {
  if (error.status === 401 && error.code !== 'invalid_credentials') apiContext.onSignedOut()
  if (error.code === 'password_change_required') apiContext.onPasswordChangeRequired()
}

export async function send(method: Method, path: string, options: RequestOptions = {}): Promise<Response> {
  let response: Response
  try {
    response = await fetch(apiUrl(path, options.query), {
      method,
      headers: requestHeaders(method, options),
      body: options.body === undefined ? undefined : JSON.stringify(options.body),
      signal: options.signal,
      credentials: 'same-origin',
    })
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause
    throw networkError()
  }
  if (response.ok) return response

  const error = problemFrom(response.status, await response.text(), (name) => response.headers.get(name))
  noticeSessionEnd(error)
  throw error
}

async function json<T>(method: Method, path: string, options: RequestOptions): Promise<T> {
  const response = await send(method, path, options)
  const body = await response.text()
  return (body ? JSON.parse(body) : undefined) as T
}

export const get = <T>(path: string, options: RequestOptions = {}) => json<T>('GET', path, options)
export const post = <T>(path: string, body: unknown, options: RequestOptions = {}) => json<T>('POST', path, { ...options, body })
export const put = <T>(path: string, body: unknown, options: RequestOptions = {}) => json<T>('PUT', path, { ...options, body })
export const patch = <T>(path: string, body: unknown, options: RequestOptions = {}) => json<T>('PATCH', path, { ...options, body })
export const remove = (path: string, options: RequestOptions = {}) => json<void>('DELETE', path, options)

/** One object and the entity tag its update must name. */
export interface Tagged<T> {
  value: T
  etag: string
}

export async function getTagged<T>(path: string, options: RequestOptions = {}): Promise<Tagged<T>> {
  const response = await send('GET', path, options)
  return { value: (await response.json()) as T, etag: response.headers.get('ETag') ?? '' }
}

export interface Page<T> {
  items: T[]
  next_cursor: string | null
}

/** Follows the cursor to the end: for lists that a person picks from, which are short. */
export async function getAll<T>(path: string, options: RequestOptions = {}): Promise<T[]> {
  const items: T[] = []
  let cursor: string | null = null
  do {
    const query: Record<string, QueryValue> = { ...options.query, limit: 1000, cursor }
    const page: Page<T> = await get<Page<T>>(path, { ...options, query })
    items.push(...page.items)
    cursor = page.next_cursor
  } while (cursor)
  return items
}
