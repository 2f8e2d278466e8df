/** An answer of the server that is not a success, or no answer at all (status 0). */
export class ApiError extends Error {
  readonly status: number
  readonly code: string
  readonly title: string
  readonly detail: string
  readonly pointer: string
  readonly requestId: string
  readonly retryAfterSeconds: number | null

  constructor(fields: Partial<ApiErrorFields> & { status: number; code: string }) {
    super(fields.detail || fields.title || fields.code)
    this.name = 'ApiError'
    this.status = fields.status
    this.code = fields.code
    this.title = fields.title ?? ''
    this.detail = fields.detail ?? ''
    this.pointer = fields.pointer ?? ''
    this.requestId = fields.requestId ?? ''
    this.retryAfterSeconds = fields.retryAfterSeconds ?? null
  }
}

export interface ApiErrorFields {
  status: number
  code: string
  title: string
  detail: string
  pointer: string
  requestId: string
  retryAfterSeconds: number | null
}

/** There is no such thing, or no such id: asking again would change nothing. */
export function isOfNothing(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 400 || error.status === 404)
}

export function networkError(): ApiError {
  return new ApiError({ status: 0, code: 'network_error' })
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** The server's English words begin small, for other texts to go around them; here they stand alone. The names of things stay as they are. */
const sentence = (words: string) => words.replace(/^[a-z](?=[a-z]*[ ,'])/, (letter) => letter.toUpperCase())

/** Reads RFC 9457 problem+json; a proxy's HTML page still becomes an error with a status and a request id. */
export function problemFrom(status: number, body: string, header: (name: string) => string | null): ApiError {
  const retryAfter = Number(header('Retry-After') ?? Number.NaN)
  const problem = parseObject(body)
  return new ApiError({
    status,
    code: text(problem.code) || `http_${status}`,
    title: text(problem.title),
    detail: sentence(text(problem.detail)),
    pointer: text(problem.pointer),
    requestId: text(problem.request_id) || (header('Proforma-Request-Id') ?? ''),
    retryAfterSeconds: Number.isFinite(retryAfter) ? retryAfter : null,
  })
}

function parseObject(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}
