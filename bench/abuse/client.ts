import { honestCorp } from './names.ts'

/** A running proxy, and the client address that requests claim to come from. */
export type Client = {
  url: string
  origin: string
  /** Sent as `x-forwarded-for`, like a gateway in front of the proxy. */
  address: string
  signal?: AbortSignal
}

export type Answer = { status: number; ms: number }

/** Sends a request and reads the whole answer; `ms` covers both. */
export async function ask(
  { url, origin, address, signal }: Client,
  path: string,
  init: RequestInit = {},
): Promise<Answer & { response: Response }> {
  const headers = new Headers(init.headers)
  headers.set('origin', origin)
  headers.set('x-forwarded-for', address)
  const startedAt = performance.now()
  const response = await fetch(url + path, {
    ...init,
    headers,
    ...(signal === undefined ? {} : { signal }),
  })
  await response.arrayBuffer()
  return { response, status: response.status, ms: performance.now() - startedAt }
}

export function signIn(
  client: Client,
  body: { authCode: string; corpId?: string; taskId?: string },
): Promise<Answer & { response: Response }> {
  return ask(client, '/api/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ corpId: honestCorp, ...body }),
  })
}

/** Signs a member in. @returns the cookie @throws if the sign-in is refused */
export async function cookieOf(client: Client, userId: string): Promise<string> {
  const { response, status } = await signIn(client, { authCode: `${userId}/first` })
  if (status !== 201) throw new Error(`${userId} was not signed in: ${status}`)
  const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '')
  return cookies.join('; ')
}
