import type { AppState, MarginForecast } from '#shared/schemas/corp/corp.ts'
import type { RealName } from '#shared/schemas/real-name.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import type { EsignFacts } from '#proxy/base/store/corps/corp-store.ts'

/** What e签宝 answered about an organisation; each part may fail on its own. */
export type EsignReadings = {
  app: AppState | ProblemError
  realName: RealName | ProblemError
  margin: MarginForecast | ProblemError
}

/**
 * The facts to store, without those of `Margins`, which stores its own; parts that failed or were
 * not asked keep their stored values.
 */
export function factsOf(readings: Partial<EsignReadings>, at: number): EsignFacts {
  const app = reportedBy(readings.app)
  const realName = reportedBy(readings.realName)
  return {
    checkedAt: at,
    ...(app && { install: app.install, authorisation: app.authorisation }),
    // Only an initialised organisation can authorise the app.
    ...(app?.authorisation === 'authorised' && { isInitialised: true }),
    ...(realName && { realName: realName.status, name: realName.name }),
  }
}

function reportedBy<Part>(part: Part | ProblemError | undefined): Part | undefined {
  return part instanceof ProblemError ? undefined : part
}

/**
 * Whether the organisation's developer account is initialised, judging by the outcome of a call;
 * null if the outcome does not say.
 */
export function initialisedBy(outcome: unknown): boolean | null {
  // e签宝 answered, but did not confirm it.
  if (outcome === false || outcome === null) return null
  if (!(outcome instanceof ProblemError)) return true
  if (outcome.code === 'esign-already-initialised') return true
  return outcome.code === 'esign-not-initialised' ? false : null
}
