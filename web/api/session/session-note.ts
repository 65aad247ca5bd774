/** Named by the proxy, `__Host-` where the page is on https. */
const noteCookie = /(?:^|; )(?:__Host-)?session-corp=([^;]*)/

/**
 * What the proxy notes beside a session, for the session's own cookie cannot be seen from here: the
 * organisation, and a name for the person that tells nothing about them, `corpId/name`. Null where
 * there is no session, or one for another organisation than the page's.
 * @param pageCorpId the page's organisation, where it is known
 */
export function sessionNote(pageCorpId: string | null): string | null {
  const text = noteCookie.exec(document.cookie)?.[1]
  if (text === undefined || text === '') return null
  const note = decodeURIComponent(text)
  const [corpId] = note.split('/')
  return pageCorpId === null || corpId === pageCorpId ? note : null
}
