import type { ReadinessCheck, ReadinessItem } from '#shared/schemas/readiness.ts'
import type { Session } from '#shared/schemas/session.ts'
import type { AppErrorCode } from '#web/api/http/api-error.ts'

/** What a failure with this code lacks, and whether the requester can mend it; null for nothing. */
export function mendOf(code: AppErrorCode, { role }: Pick<Session, 'role'>): ReadinessCheck | null {
  const missing = (item: ReadinessItem, canFix: boolean): ReadinessCheck => {
    return { item, state: 'missing', canFix, problem: null }
  }
  switch (code) {
    case 'corp-not-authorised':
      return missing('app-authorised', role === 'admin')
    case 'corp-not-real-name-verified':
      return missing('corp-verified', role === 'admin')
    case 'user-not-real-name-verified':
      return missing('person-verified', true)
    default:
      return null
  }
}
