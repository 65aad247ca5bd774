import type { AppState, MarginOutlook } from '#shared/schemas/corp.ts'
import type { RealName } from '#shared/schemas/real-name.ts'
import { ProblemError } from '#proxy/http/problem.ts'
import type { EsignFacts } from '#proxy/store/corps/corp-book.ts'

/** What e签宝 was asked of an organisation; each part may have failed on its own. */
export type EsignReadings = {
  app: AppState | ProblemError
  realName: RealName | ProblemError
  margin: Pick<MarginOutlook, 'contractsLeft' | 'daysLeft'> | ProblemError
}

/** What is remembered of the readings; what failed leaves what was known before. */
export function factsOf({ app, realName, margin }: EsignReadings, at: number): EsignFacts {
  const failed = [app, realName, margin].filter((part) => part instanceof ProblemError)
  const isUninitialised = failed.some(({ code }) => code === 'esign-not-initialised')
  return {
    checkedAt: at,
    ...(app instanceof ProblemError
      ? {}
      : { install: app.install, authorisation: app.authorisation }),
    ...(realName instanceof ProblemError ? {} : { realName: realName.status }),
    ...(margin instanceof ProblemError
      ? {}
      : { contractsLeft: margin.contractsLeft, daysLeft: margin.daysLeft }),
    ...(isUninitialised ? { isInitialised: false } : {}),
  }
}
