import { settings } from './settings.js'

const base = () => `${settings.url}/api/v1`

/** Somebody signed in over HTTP, for what a test needs to be there before a person looks at it. */
export class Client {
  constructor(cookie, csrfToken) {
    this.cookie = cookie
    this.csrfToken = csrfToken
  }

  async call(method, path, body, headers = {}) {
    const response = await fetch(base() + path, {
      method,
      headers: { Cookie: this.cookie, 'X-CSRF-Token': this.csrfToken, ...(body && { 'Content-Type': 'application/json' }), ...headers },
      body: body && JSON.stringify(body),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
    return text ? JSON.parse(text) : undefined
  }

  get = (path) => this.call('GET', path)
  post = (path, body) => this.call('POST', path, body)

  /** The session as Playwright's cookie. */
  get browserCookie() {
    const [name, value] = this.cookie.split('=')
    return { name, value, url: settings.url, httpOnly: true, sameSite: 'Strict' }
  }
}

export async function signIn(username, password, headers = {}) {
  const response = await fetch(`${base()}/session`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify({ username, password }),
  })
  if (!response.ok) throw new Error(`${username} cannot sign in: ${response.status} ${await response.text()}`)
  const { csrf_token } = await response.json()
  return new Client(response.headers.get('set-cookie').split(';')[0], csrf_token)
}
