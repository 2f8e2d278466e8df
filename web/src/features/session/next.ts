/** The page asked for before sign-in, if it is one of ours: an address with a host would lead people elsewhere. */
export function safeNext(next: unknown): string {
  return typeof next === 'string' && /^\/(?![/\\])/.test(next) ? next : '/'
}
