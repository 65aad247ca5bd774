import type { AppState, MarginOutlook } from '#shared/schemas/corp.ts'
import type { RealName } from '#shared/schemas/real-name.ts'
import { ProblemError } from '#proxy/http/problem.ts'
import type { EsignFacts } from '#proxy/store/corps/corp-book.ts'

/** What e签宝 was asked of an organisation; each part may have failed on its own. */
export type EsignReadings = {
  app: AppState | ProblemError
  realName: RealName | ProblemError
  margin: MarginOutlook | ProblemError
}

/** What is remembered of the readings; what failed, or was not asked, leaves what was known before. */
export function factsOf(readings: Partial<EsignReadings>, at: number): EsignFacts {
  const app = toldBy(readings.app)
  const realName = toldBy(readings.realName)
  const margin = toldBy(readings.margin)
  return {
    checkedAt: at,
    ...(app && { install: app.install, authorisation: app.authorisation }),
    // It can only authorise the app once it is initialised.
    ...(app?.authorisation === 'authorised' && { isInitialised: true }),
    ...(realName && { realName: realName.status, name: realName.name }),
    ...(margin && { contractsLeft: margin.contractsLeft, daysLeft: margin.daysLeft }),
  }
}

function toldBy<Part>(part: Part | ProblemError | undefined): Part | undefined {
  return part instanceof ProblemError ? undefined : part
}

/**
 * What the outcome of a call tells about whether the organisation's developer account is
 * initialised; null where it tells nothing.
 */
export function initialisedBy(outcome: unknown): boolean | null {
  // e签宝 answered, but not that it was done.
  if (outcome === false || outcome === null) return null
  if (!(outcome instanceof ProblemError)) return true
  if (outcome.code === 'esign-already-initialised') return true
  return outcome.code === 'esign-not-initialised' ? false : null
}
