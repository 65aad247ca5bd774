import { getCookie, setCookie } from 'hono/cookie'
import type { AppContext } from '#proxy/base/http/app-env.ts'

export type SessionCookie = {
  read(c: AppContext): string | undefined
  write(c: AppContext, token: string, note: SessionNote, maxAgeSeconds: number): void
  clear(c: AppContext): void
}

/** What the page's scripts may know about a session. */
export type SessionNote = {
  corpId: string
  /** Identifies a person without naming them. */
  pseudonym: string
}

const name = 'session'

/**
 * A cookie for the page's scripts, which cannot read the session: it holds the corp and a
 * pseudonym. It saves a round trip and proves nothing.
 */
const noteName = 'session-corp'

/**
 * The cookie with the session token. On https it is also sent in frames, as the PC workbench frames
 * the app, and partitioned, for browsers that block third-party cookies.
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
