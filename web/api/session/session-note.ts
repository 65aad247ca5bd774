/** The proxy's name for the cookie; `__Host-` on https. */
const noteCookie = /(?:^|; )(?:__Host-)?session-corp=([^;]*)/

/**
 * The note that the proxy sets next to the session cookie, which scripts cannot read:
 * `corpId/name`, where the name is a hash of the person. Null without a session, or with a session
 * for another organisation.
 * @param pageCorpId the page's organisation, if known
 */
export function sessionNote(pageCorpId: string | null): string | null {
  const text = noteCookie.exec(document.cookie)?.[1]
  if (text === undefined || text === '') return null
  const note = decodeURIComponent(text)
  const [corpId] = note.split('/')
  return pageCorpId === null || corpId === pageCorpId ? note : null
}
