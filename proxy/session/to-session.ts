import type { Session } from '../../shared/session.ts'
import { isAdmin } from './is-admin.ts'
import type { SessionClaims } from './session-token.ts'

/** A session as its holder may know it. */
export function toSession(claims: SessionClaims, adminUserIds: ReadonlySet<string>): Session {
  const { corpId, userId, name, expiresAt } = claims
  const role = isAdmin(claims, adminUserIds) ? 'admin' : 'member'
  return { corpId, userId, name, role, expiresAt }
}
