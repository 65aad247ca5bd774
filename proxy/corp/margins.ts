import type { Margin, MarginOutlook, MarginReading } from '#shared/schemas/corp.ts'
import type { Esign } from '#proxy/esign/esign.ts'
import type { Logger } from '#proxy/log.ts'
import type { CorpBook } from '#proxy/store/corps/corp-book.ts'
import type { MarginJournal } from '#proxy/store/corps/margin-journal.ts'
import { lastPerDay, daysLeft } from './margin-outlook.ts'

/** How many contracts a corp has left; each reading is stored. */
export type Margins = {
  /** @throws ProblemError, see `Esign.getMargin` */
  read(corpId: string): Promise<Margin>
  /**
   * Contracts left now and on earlier days, and how long they may last.
   * @throws ProblemError, see `Esign.getMargin`
   */
  readWithOutlook(corpId: string): Promise<MarginOutlook>
}

export type MarginParts = {
  esign: Pick<Esign, 'getMargin'>
  journal: MarginJournal
  /** The table of organisations, which shows what is left. */
  corps: Pick<CorpBook, 'noteEsign'>
  log: Pick<Logger, 'warn'>
  /** Current time in epoch milliseconds. */
  now: () => number
}

const historyMs = 90 * 24 * 60 * 60_000

export function createMargins({ esign, journal, corps, log, now }: MarginParts): Margins {
  /** Stores what is left and how long it may last. @returns the readings of the last 90 days */
  async function note(corpId: string, { contractsLeft }: Margin): Promise<MarginReading[]> {
    if (contractsLeft !== null) await journal.record(corpId, { contractsLeft, at: now() })
    const readings = await journal.since(corpId, now() - historyMs)
    await corps.noteEsign(corpId, { contractsLeft, daysLeft: daysLeft(readings, now()) })
    return readings
  }

  return {
    async read(corpId) {
      const margin = await esign.getMargin(corpId)
      note(corpId, margin).catch((err: unknown) => {
        log.warn({ corpId, err }, 'margin not stored')
      })
      return margin
    },

    async readWithOutlook(corpId) {
      const margin = await esign.getMargin(corpId)
      const history = await note(corpId, margin).catch((err: unknown) => {
        log.warn({ corpId, err }, 'margin not stored')
        return []
      })
      return { ...margin, history: lastPerDay(history), daysLeft: daysLeft(history, now()) }
    },
  }
}
