import { areContractsLow } from '#shared/rules/contracts-low.ts'
import type { Margin, MarginForecast } from '#shared/schemas/corp/corp.ts'
import type { Esign } from '#proxy/upstream/esign/esign.ts'
import type { Logger } from '#proxy/base/log.ts'
import type { CorpStore } from '#proxy/base/store/corps/corp-store.ts'
import type { MarginStore } from '#proxy/base/store/corps/margin-store.ts'
import { lastPerDay, daysLeft } from './margin-forecast.ts'
import type { Clock } from '#shared/rules/time.ts'

/** How many contracts a corp has left; each reading is stored. */
export type Margins = {
  /** @throws ProblemError, see `Esign.getMargin` */
  read(corpId: string): Promise<Margin>
  /**
   * Contracts left now and on earlier days, and how long they may last.
   * @throws ProblemError, see `Esign.getMargin`
   */
  readWithForecast(corpId: string): Promise<MarginForecast>
}

export type MarginDeps = {
  esign: Pick<Esign, 'getMargin'>
  journal: MarginStore
  /** The table of organisations, which shows what is left. */
  corps: Pick<CorpStore, 'noteEsign'>
  log: Pick<Logger, 'warn'>
  now: Clock
}

const historyMs = 90 * 24 * 60 * 60_000

export function createMargins({ esign, journal, corps, log, now }: MarginDeps): Margins {
  /** Stores what is left, how long it may last and whether it is low. */
  async function note(corpId: string, margin: Margin): Promise<MarginForecast> {
    const { contractsLeft } = margin
    if (contractsLeft !== null) await journal.record(corpId, { contractsLeft, at: now() })
    const readings = await journal.since(corpId, now() - historyMs)
    const forecast = {
      ...margin,
      history: lastPerDay(readings),
      daysLeft: daysLeft(readings, now()),
    }
    await corps.noteEsign(corpId, {
      contractsLeft,
      daysLeft: forecast.daysLeft,
      areContractsLow: areContractsLow(forecast),
    })
    return forecast
  }

  return {
    async read(corpId) {
      const margin = await esign.getMargin(corpId)
      note(corpId, margin).catch((err: unknown) => {
        log.warn({ corpId, err }, 'margin not stored')
      })
      return margin
    },

    async readWithForecast(corpId) {
      const margin = await esign.getMargin(corpId)
      return note(corpId, margin).catch((err: unknown) => {
        log.warn({ corpId, err }, 'margin not stored')
        return { ...margin, history: [], daysLeft: null }
      })
    },
  }
}
