import { getCookie, setCookie } from 'hono/cookie'
import type { AppContext } from '../app-env.ts'

export type SessionCookie = {
  read(c: AppContext): string | undefined
  write(c: AppContext, token: string, maxAgeSeconds: number): void
  clear(c: AppContext): void
}

const name = 'session'

/**
 * The cookie that holds the session token. On https it goes to frames too, for the workbench on a
 * PC shows the app in one; partitioned, so that it still does where third-party cookies are blocked.
 */
export function createSessionCookie(publicUrl: string): SessionCookie {
  const prefix = publicUrl.startsWith('https:') ? 'host' : undefined
  const attributes =
    prefix === 'host'
      ? ({ prefix, httpOnly: true, secure: true, sameSite: 'None', partitioned: true } as const)
      : ({ httpOnly: true, sameSite: 'Lax' } as const)
  return {
    read: (c) => getCookie(c, name, prefix),
    write: (c, token, maxAge) => setCookie(c, name, token, { ...attributes, path: '/', maxAge }),
    clear: (c) => setCookie(c, name, '', { ...attributes, path: '/', maxAge: 0 }),
  }
}
