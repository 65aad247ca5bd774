import type { Esign } from '#proxy/upstream/esign/esign.ts'
import { fromStore } from '#proxy/base/store/store-timeout.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import { settle } from '#proxy/base/http/section.ts'
import type { Logger } from '#proxy/base/log.ts'
import type { CorpStore } from '#proxy/base/store/corps/corp-store.ts'
import { factsOf, initialisedBy, type EsignReadings } from './esign-facts.ts'
import type { Margins } from './margins.ts'
import type { Clock } from '#shared/rules/time.ts'

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
