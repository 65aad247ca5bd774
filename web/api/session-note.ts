import { pageCorp } from './page-corp.ts'

/** Named by the proxy, `__Host-` where the page is on https. */
const noteCookie = /(?:^|; )(?:__Host-)?session-corp=([^;]*)/

/**
 * Whether there is a session worth asking for, in the page's organisation. The session's own
 * cookie cannot be seen from here; the proxy keeps this one beside it.
 */
export function hasSessionNote(): boolean {
  const corpId = noteCookie.exec(document.cookie)?.[1]
  if (corpId === undefined || corpId === '') return false
  return pageCorp === null || decodeURIComponent(corpId) === pageCorp
}
