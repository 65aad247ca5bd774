import type { SessionClaims } from './session-token.ts'

/** DingTalk's levels of a main administrator and of a sub-administrator. */
const adminLevels: readonly number[] = [1, 2]

/** Whether somebody administers the corp, by DingTalk or by our settings. */
export function isAdmin(
  { sysLevel, userId }: Pick<SessionClaims, 'sysLevel' | 'userId'>,
  adminUserIds: ReadonlySet<string>,
): boolean {
  return adminLevels.includes(sysLevel) || adminUserIds.has(userId)
}

/** Whether e签宝 lets somebody have the corp verified; it goes by DingTalk alone. */
export function mayVerifyCorp({ sysLevel }: Pick<SessionClaims, 'sysLevel'>): boolean {
  return adminLevels.includes(sysLevel)
}
