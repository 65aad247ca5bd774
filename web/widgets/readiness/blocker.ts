import type { Readiness, ReadinessCheck, ReadinessItem } from '#shared/schemas/readiness.ts'
import { hasCode } from '#web/api/http/api-error.ts'

/** What certainly keeps a contract from being started. */
export type Blocker =
  { trouble: ReadinessItem; check: ReadinessCheck } | { trouble: 'subscription-ended' }

/**
 * The first thing to mend; null without any, or if it is not known.
 * @param error why there is no newer readiness
 */
export function blockerOf(readiness: Readiness | undefined, error: unknown): Blocker | null {
  if (hasCode(error, 'subscription-ended')) return { trouble: 'subscription-ended' }
  const check = readiness?.checks.find(({ state }) => state === 'missing')
  return check ? { trouble: check.item, check } : null
}
