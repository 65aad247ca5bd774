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
  const failed = Object.values(readings).filter((part) => part instanceof ProblemError)
  const app = toldBy(readings.app)
  const realName = toldBy(readings.realName)
  const margin = toldBy(readings.margin)
  const isUninitialised = failed.some(({ code }) => code === 'esign-not-initialised')
  return {
    checkedAt: at,
    ...(app && { install: app.install, authorisation: app.authorisation }),
    ...(realName && { realName: realName.status }),
    ...(margin && { contractsLeft: margin.contractsLeft, daysLeft: margin.daysLeft }),
    ...(isUninitialised ? { isInitialised: false } : {}),
  }
}

function toldBy<Part>(part: Part | ProblemError | undefined): Part | undefined {
  return part instanceof ProblemError ? undefined : part
}
