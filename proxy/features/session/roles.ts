import type { AppContext } from '#proxy/base/http/app-env.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import { isAdminLevel, isNamed } from '#proxy/features/corp/admin-names.ts'
import { requireSession } from './session-middleware.ts'
import type { SessionClaims } from '#proxy/base/http/session-claims.ts'

type Claims = Pick<SessionClaims, 'corpId' | 'userId' | 'sysLevel'>

/** Permissions beyond those of every member. */
export type Roles = {
  /** Whether a person administers the corp, according to DingTalk or our settings. */
  isAdmin(claims: Claims): boolean
  /** See the function of this name. */
  mayManage(claims: Claims, initiatorUserId: string | null | undefined): boolean
  /** Whether a person may place package orders and initialise the developer. */
  isOperator(claims: Claims): boolean
  /** @throws ProblemError `session-required`, `not-corp-admin` */
  requireAdmin(c: AppContext): SessionClaims
  /** @throws ProblemError `session-required`, `not-operator` */
  requireOperator(c: AppContext): SessionClaims
  /** @throws ProblemError `session-required`, `not-corp-admin` */
  requireAdminOrOperator(c: AppContext): SessionClaims
}

/** Whether somebody may do what is for a flow's initiator and admins alone. */
export function mayManage(
  { userId, isAdmin }: { userId: string; isAdmin: boolean },
  initiatorUserId: string | null | undefined,
): boolean {
  return isAdmin || userId === initiatorUserId
}

/** @param settings see `isNamed` */
export function createRoles(settings: {
  adminUserIds: ReadonlySet<string>
  operatorUserIds: ReadonlySet<string>
}): Roles {
  const { adminUserIds, operatorUserIds } = settings
  const admin = (claims: Claims) => isAdminLevel(claims.sysLevel) || isNamed(adminUserIds, claims)
  const operator = (claims: Claims) => isNamed(operatorUserIds, claims)

  function requireAdminIf(c: AppContext, allowed: (claims: Claims) => boolean): SessionClaims {
    const session = requireSession(c)
    if (allowed(session)) return session
    throw new ProblemError('not-corp-admin', "Only the organisation's administrators may do this.")
  }

  return {
    isAdmin: admin,
    mayManage: (claims, initiatorUserId) =>
      mayManage({ userId: claims.userId, isAdmin: admin(claims) }, initiatorUserId),
    isOperator: operator,
    requireAdmin: (c) => requireAdminIf(c, admin),
    requireAdminOrOperator: (c) => requireAdminIf(c, (claims) => admin(claims) || operator(claims)),
    requireOperator(c) {
      const session = requireSession(c)
      if (operator(session)) return session
      throw new ProblemError('not-operator', 'Only operators of this app may do this.')
    },
  }
}
