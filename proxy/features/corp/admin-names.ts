import type { SessionClaims } from '#proxy/base/http/session-claims.ts'

/** DingTalk's levels of main and sub-administrators. */
const adminLevels: readonly number[] = [1, 2]

/** Whether a level of DingTalk is an administrator's. */
export function isAdminLevel(sysLevel: number): boolean {
  return adminLevels.includes(sysLevel)
}

/** Whether e签宝 lets a person have the corp verified, which depends on DingTalk's level only. */
export function mayVerifyCorp({ sysLevel }: Pick<SessionClaims, 'sysLevel'>): boolean {
  return isAdminLevel(sysLevel)
}

/**
 * Whether a setting names a person.
 * @param names each `userId`, or `corpId:userId` for a single corp
 */
export function isNamed(
  names: ReadonlySet<string>,
  { corpId, userId }: Pick<SessionClaims, 'corpId' | 'userId'>,
): boolean {
  if (names.has(`${corpId}:${userId}`)) return true
  // A user id with a colon must not match `corpId:userId`.
  return names.has(userId) && !userId.includes(':')
}

/** User ids in a corp named by a setting, see `isNamed`. */
export function adminsNamedIn(names: ReadonlySet<string>, corpId: string): string[] {
  const prefix = `${corpId}:`
  return [...names].flatMap((name) => {
    if (name.startsWith(prefix)) return name.slice(prefix.length)
    return name.includes(':') ? [] : name
  })
}
