import type { AppState, MarginForecast } from '#shared/schemas/corp/corp.ts'
import type { RealName } from '#shared/schemas/real-name.ts'
import type { Esign } from '#proxy/upstream/esign/esign.ts'
import { fromStore } from '#proxy/base/store/store-timeout.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import { settle } from '#proxy/base/http/section.ts'
import type { Logger } from '#proxy/base/log.ts'
import type { CorpStore, EsignFacts } from '#proxy/base/store/corps/corp-store.ts'
import type { Margins } from './margins.ts'
import type { Clock } from '#shared/rules/time.ts'

/** What e签宝 answered about an organisation; each part may fail on its own. */
type EsignReadings = {
  app: AppState | ProblemError
  realName: RealName | ProblemError
  margin: MarginForecast | ProblemError
}

/** Reads the state of organisations in e签宝, and stores it for operators. */
export type CorpInEsign = {
  read(corpId: string): Promise<EsignReadings>
  /** The same, without calls that e签宝 refuses an organisation that has not authorised the app. */
  readAllowed(corpId: string): Promise<void>
  /**
   * Stores whether the developer account exists, judging by the outcome of a call that needs or
   * creates it. Never rejects.
   */
  noteInitialised(corpId: string, outcome: unknown): Promise<void>
}

export type CorpInEsignDeps = {
  esign: Pick<Esign, 'getAppState' | 'getCorpRealName'>
  margins: Pick<Margins, 'readWithForecast'>
  corps: Pick<CorpStore, 'noteEsign'>
  log: Pick<Logger, 'info' | 'warn'>
  now: Clock
}

export function createCorpInEsign(deps: CorpInEsignDeps): CorpInEsign {
  const { esign, margins, corps, log, now } = deps

  async function remember(corpId: string, readings: Partial<EsignReadings>): Promise<void> {
    for (const [section, err] of Object.entries(readings))
      if (err instanceof ProblemError) log.info({ corpId, section, err }, 'section failed')
    await fromStore(corps.noteEsign(corpId, factsOf(readings, now()))).catch((err: unknown) => {
      log.warn({ corpId, err }, 'state in e签宝 not stored')
    })
  }

  async function readOthers(corpId: string): Promise<Omit<EsignReadings, 'app'>> {
    const [realName, margin] = await Promise.all([
      settle(esign.getCorpRealName(corpId)),
      settle(margins.readWithForecast(corpId)),
    ])
    return { realName, margin }
  }

  return {
    async read(corpId) {
      const [app, others] = await Promise.all([
        settle(esign.getAppState(corpId)),
        readOthers(corpId),
      ])
      const readings = { app, ...others }
      await remember(corpId, readings)
      return readings
    },
    async readAllowed(corpId) {
      const app = await settle(esign.getAppState(corpId))
      const isRefused = !(app instanceof ProblemError) && app.authorisation === 'not-authorised'
      await remember(corpId, { app, ...(isRefused ? {} : await readOthers(corpId)) })
    },
    async noteInitialised(corpId, outcome) {
      const isInitialised = initialisedBy(outcome)
      if (isInitialised === null) return
      await fromStore(corps.noteEsign(corpId, { isInitialised })).catch((err: unknown) => {
        log.warn({ corpId, err }, 'state in e签宝 not stored')
      })
    },
  }
}

/**
 * The facts to store, without those of `Margins`, which stores its own; parts that failed or were
 * not asked keep their stored values.
 */
function factsOf(readings: Partial<EsignReadings>, at: number): EsignFacts {
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
function initialisedBy(outcome: unknown): boolean | null {
  // e签宝 answered, but did not confirm it.
  if (outcome === false || outcome === null) return null
  if (!(outcome instanceof ProblemError)) return true
  if (outcome.code === 'esign-already-initialised') return true
  return outcome.code === 'esign-not-initialised' ? false : null
}
