import type { CorpStandings } from '#proxy/corp/corp-standings.ts'
import type { EndedSessions } from './ended-sessions.ts'
import type { PresentRoles } from './present-roles.ts'
import type { SessionClaims } from './session-token.ts'

/** Whether sessions that were signed are still good, and what their people may do now. */
export type Sessions = Pick<EndedSessions, 'end'> &
  Pick<PresentRoles, 'isCurrent' | 'isOver'> & {
    /** See `PresentRoles.current`; null also for a session that was ended by signing out. */
    current(session: SessionClaims, waits: boolean): Promise<SessionClaims | null>
  }

/** @param corps sessions of a corp that has stopped the app are over */
export function createSessions(
  ended: EndedSessions,
  roles: PresentRoles,
  corps: Pick<CorpStandings, 'known'>,
): Sessions {
  const isOut = ({ corpId }: SessionClaims) => corps.known(corpId).state !== 'active'

  return {
    end: (session) => ended.end(session),
    async current(session, waits) {
      await ended.known()
      return ended.has(session.sessionId) ? null : roles.current(session, waits)
    },
    isCurrent: (session) =>
      !ended.has(session.sessionId) && !isOut(session) && roles.isCurrent(session),
    isOver: (session) => ended.has(session.sessionId) || isOut(session) || roles.isOver(session),
  }
}
