import { sandboxCorpId } from '#sandbox/played.ts'
import { controlOf, issueAuthCode, type Control } from '#proxy/testing/control-sandbox.ts'
import { publicUrl } from './live-server.ts'

/** People of the sandbox who call a server over HTTP, and stay signed in when it restarts. */
export class People {
  readonly #control: Control
  readonly #cookies = new Map<string, string>()
  /** The server's current address. */
  url = ''
  /** The app's public address. */
  origin = publicUrl
  /** The slowest answer so far, in milliseconds. */
  slowestMs = 0

  constructor(sandboxUrl: string) {
    this.#control = controlOf(sandboxUrl)
  }

  async signIn(userId: string): Promise<void> {
    const authCode = await issueAuthCode(this.#control, userId)
    const body = { authCode, corpId: sandboxCorpId }
    const { origin } = this
    const answer = await send('POST', `${this.url}/api/session`, body, { origin })
    const cookie = answer.headers.get('set-cookie')?.split(';')[0]
    if (answer.status !== 201 || cookie === undefined)
      throw new Error(`${userId} is not signed in: ${answer.status} ${await answer.text()}`)
    this.#cookies.set(userId, cookie)
  }

  get(userId: string, path: string, headers: Record<string, string> = {}): Promise<Response> {
    return this.#timed(
      fetch(this.url + path, { headers: { cookie: this.cookieOf(userId), ...headers } }),
    )
  }

  post(
    userId: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    const { origin } = this
    const headersOfPerson = { origin, cookie: this.cookieOf(userId), ...headers }
    return this.#timed(send('POST', this.url + path, body, headersOfPerson))
  }

  put(userId: string, path: string, body: unknown): Promise<Response> {
    const headers = { origin: this.origin, cookie: this.cookieOf(userId) }
    return this.#timed(send('PUT', this.url + path, body, headers))
  }

  async #timed(answer: Promise<Response>): Promise<Response> {
    const begun = performance.now()
    try {
      return await answer
    } finally {
      this.slowestMs = Math.max(this.slowestMs, performance.now() - begun)
    }
  }

  cookieOf(userId: string): string {
    return this.#cookies.get(userId) ?? ''
  }
}

function send(
  method: 'POST' | 'PUT',
  url: string,
  body: unknown,
  headers: Record<string, string>,
): Promise<Response> {
  const isForm = body instanceof FormData
  return fetch(url, {
    method,
    headers: {
      ...(isForm ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    body: isForm ? body : JSON.stringify(body ?? {}),
  })
}
