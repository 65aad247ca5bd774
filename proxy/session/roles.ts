import type { AppContext } from '../app-env.ts'
import { ProblemError } from '../problem.ts'
import { isAdmin } from './is-admin.ts'
import { requireSession } from './session-middleware.ts'
import type { SessionClaims } from './session-token.ts'

type Claims = Pick<SessionClaims, 'corpId' | 'userId' | 'sysLevel'>

/** Who may do what beyond what every member may. */
export type Roles = {
  isAdmin(claims: Claims): boolean
  /** Whether somebody may place package orders and initialise the developer. */
  isOperator(claims: Claims): boolean
  /** @throws ProblemError `session-required`, `not-corp-admin` */
  requireAdmin(c: AppContext): SessionClaims
  /** @throws ProblemError `session-required`, `not-operator` */
  requireOperator(c: AppContext): SessionClaims
  /** @throws ProblemError `session-required`, `not-corp-admin` */
  requireAdminOrOperator(c: AppContext): SessionClaims
}

/** @param operatorUserIds `userId`, or `corpId:userId` for one corp's alone */
export function createRoles(settings: {
  adminUserIds: ReadonlySet<string>
  operatorUserIds: ReadonlySet<string>
}): Roles {
  const { adminUserIds, operatorUserIds } = settings
  const admin = (claims: Claims) => isAdmin(claims, adminUserIds)
  const operator = ({ corpId, userId }: Claims) =>
    operatorUserIds.has(`${corpId}:${userId}`) ||
    // Nobody is to become another corp's operator by a user id that looks like theirs.
    (operatorUserIds.has(userId) && !userId.includes(':'))

  function requireAdminIf(c: AppContext, allowed: (claims: Claims) => boolean): SessionClaims {
    const session = requireSession(c)
    if (allowed(session)) return session
    throw new ProblemError('not-corp-admin', "Only the organisation's administrators may do this.")
  }

  return {
    isAdmin: admin,
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
