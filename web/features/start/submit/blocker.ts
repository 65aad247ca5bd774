import type { Readiness, ReadinessCheck, ReadinessItem } from '#shared/schemas/readiness.ts'

/** What certainly keeps a contract from being started. */
export interface Blocker {
  trouble: Exclude<ReadinessItem, 'person-verified'>
  check: ReadinessCheck
}

/** The first thing to mend; null without any, or if it is not known. */
export function blockerOf(readiness: Readiness | undefined): Blocker | null {
  for (const check of readiness?.checks ?? []) {
    const { item, state } = check
    if (item !== 'person-verified' && state === 'missing') return { trouble: item, check }
  }
  return null
}
