import { pageCorp } from './page-corp.ts'

/** Named by the proxy, `__Host-` where the page is on https. */
const noteCookie = /(?:^|; )(?:__Host-)?session-corp=([^;]*)/

/**
 * What the proxy notes beside a session, for the session's own cookie cannot be seen from here: the
 * organisation, and a name for the person that tells nothing about them, `corpId/name`. Null where
 * there is no session, or one for another organisation than the page's.
 */
export function sessionNote(): string | null {
  const text = noteCookie.exec(document.cookie)?.[1]
  if (text === undefined || text === '') return null
  const note = decodeURIComponent(text)
  const [corpId] = note.split('/')
  const wanted = pageCorp()
  return wanted === null || corpId === wanted ? note : null
}

/** Whether there is a session worth asking for, in the page's organisation. */
export function hasSessionNote(): boolean {
  return sessionNote() !== null
}
