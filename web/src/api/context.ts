/**
 * What every call to the server carries besides its own arguments. Kept in memory only: the session itself is an
 * HttpOnly cookie, and after a reload GET /me answers with a fresh CSRF token.
 */
export interface ApiContext {
  csrfToken: string
  /** The partner a superadmin acts as; empty for everyone else. */
  actingPartnerId: string
  language: string
  onSignedOut: () => void
  onPasswordChangeRequired: () => void
}

export const apiContext: ApiContext = {
  csrfToken: '',
  actingPartnerId: '',
  language: 'zh-CN',
  onSignedOut: () => {},
  onPasswordChangeRequired: () => {},
}
