import type { Session } from '#shared/schemas/session.ts'
import type { Roles } from './roles.ts'
import type { SessionClaims } from '#proxy/base/http/session-claims.ts'

/**
 * A session as returned to its holder.
 * @param corpName the organisation's name; null if unknown
 */
export function toSession(
  claims: SessionClaims,
  corpName: string | null,
  roles: Pick<Roles, 'isAdmin' | 'isOperator'>,
): Session {
  const { corpId, userId, name, expiresAt } = claims
  const role = roles.isAdmin(claims) ? 'admin' : 'member'
  const session: Session = { corpId, corpName, userId, name, role, expiresAt }
  return roles.isOperator(claims) ? { ...session, isOperator: true } : session
}
