import { getCookie, setCookie } from 'hono/cookie'
import type { AppContext } from '#proxy/http/app-env.ts'

export type SessionCookie = {
  read(c: AppContext): string | undefined
  write(c: AppContext, token: string, note: SessionNote, maxAgeSeconds: number): void
  clear(c: AppContext): void
}

/** What the page's scripts may know of a session. */
export type SessionNote = {
  corpId: string
  /** Tells one person from another, and nothing about either. */
  pseudonym: string
}

const name = 'session'

/**
 * Tells the page's scripts that there is a session, in which corp, and whether it is still the same
 * person's: they cannot see the session itself, and would otherwise spend a round trip to learn that
 * there is none. Proves nothing to us.
 */
const noteName = 'session-corp'

/**
 * The cookie that holds the session token. On https it goes to frames too, for the workbench on a
 * PC shows the app in one; partitioned, so that it still does where third-party cookies are blocked.
 */
export function createSessionCookie(publicUrl: string): SessionCookie {
  const prefix = publicUrl.startsWith('https:') ? 'host' : undefined
  const attributes =
    prefix === 'host'
      ? ({ prefix, secure: true, sameSite: 'None', partitioned: true, path: '/' } as const)
      : ({ sameSite: 'Lax', path: '/' } as const)
  const set = (c: AppContext, token: string, note: string, maxAge: number) => {
    setCookie(c, name, token, { ...attributes, httpOnly: true, maxAge })
    setCookie(c, noteName, note, { ...attributes, maxAge })
  }
  return {
    read: (c) => getCookie(c, name, prefix),
    write: (c, token, { corpId, pseudonym }, maxAge) =>
      set(c, token, `${corpId}/${pseudonym}`, maxAge),
    clear: (c) => set(c, '', '', 0),
  }
}
