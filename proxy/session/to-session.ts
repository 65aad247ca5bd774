import type { Session } from '../../shared/session.ts'
import { isAdmin } from './is-admin.ts'
import type { SessionClaims } from './session-token.ts'

/**
 * A session as its holder may know it.
 * @param corpName the organisation's name; null where it is not known
 */
export function toSession(
  claims: SessionClaims,
  corpName: string | null,
  adminUserIds: ReadonlySet<string>,
): Session {
  const { corpId, userId, name, expiresAt } = claims
  const role = isAdmin(claims, adminUserIds) ? 'admin' : 'member'
  return { corpId, corpName, userId, name, role, expiresAt }
}
