import type { SessionClaims } from './session-token.ts'

/** DingTalk's levels of a main administrator and of a sub-administrator. */
const adminLevels: readonly number[] = [1, 2]

/** Whether somebody administers the corp, by DingTalk or by our settings. */
export function isAdmin(
  claims: Pick<SessionClaims, 'corpId' | 'sysLevel' | 'userId'>,
  adminUserIds: ReadonlySet<string>,
): boolean {
  return isAdminLevel(claims.sysLevel) || isNamed(adminUserIds, claims)
}

/** Whether a level of DingTalk's is an administrator's. */
export function isAdminLevel(sysLevel: number): boolean {
  return adminLevels.includes(sysLevel)
}

/** Whether e签宝 lets somebody have the corp verified; it goes by DingTalk alone. */
export function mayVerifyCorp({ sysLevel }: Pick<SessionClaims, 'sysLevel'>): boolean {
  return isAdminLevel(sysLevel)
}

/**
 * Whether a setting names somebody.
 * @param names each `userId`, or `corpId:userId` for one corp alone
 */
export function isNamed(
  names: ReadonlySet<string>,
  { corpId, userId }: Pick<SessionClaims, 'corpId' | 'userId'>,
): boolean {
  if (names.has(`${corpId}:${userId}`)) return true
  // A user id with a colon must not match `corpId:userId`.
  return names.has(userId) && !userId.includes(':')
}

/** User ids that a setting names in a corp, see `isNamed`. */
export function adminsNamedIn(names: ReadonlySet<string>, corpId: string): string[] {
  const prefix = `${corpId}:`
  return [...names].flatMap((name) => {
    if (name.startsWith(prefix)) return name.slice(prefix.length)
    return name.includes(':') ? [] : name
  })
}
