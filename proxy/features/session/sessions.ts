import type { CorpStatus } from '#proxy/base/store/corps/corp-change.ts'
import type { EndedSessions } from './ended-sessions.ts'
import type { PresentRoles } from './present-roles.ts'
import type { SessionClaims } from '#proxy/base/http/session-claims.ts'

export type ActiveCorps = {
  /** @throws ProblemError `corp-stopped` */
  requireActive(corpId: string): Promise<void>
}

/** Whether signed sessions are still valid, and what their people may do now. */
export type Sessions = Pick<EndedSessions, 'end'> &
  Pick<PresentRoles, 'isOver'> & {
    /** See `PresentRoles.current`; also null for an ended session. */
    current(session: SessionClaims, waits: boolean): Promise<SessionClaims | null>
  }

/** @param corps sessions end for good when their corp stops the app or gives it up */
export function createSessions(
  ended: EndedSessions,
  roles: PresentRoles,
  corps: { known(corpId: string): CorpStatus },
): Sessions {
  const isOld = ({ corpId, signedInAt }: SessionClaims) =>
    signedInAt <= corps.known(corpId).sessionsFrom
  const isOut = (session: SessionClaims) =>
    corps.known(session.corpId).state !== 'active' || isOld(session)

  return {
    end: (session) => ended.end(session),
    async current(session, waits) {
      await ended.known()
      if (ended.has(session.sessionId) || isOld(session)) return null
      return roles.current(session, waits)
    },
    isOver: (session) => ended.has(session.sessionId) || isOut(session) || roles.isOver(session),
  }
}
