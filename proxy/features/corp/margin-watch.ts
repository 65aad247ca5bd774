import { repeat } from '#proxy/base/limits/repeat.ts'
import type { Logger } from '#proxy/base/log.ts'
import type { MarginJournal } from '#proxy/base/store/corps/margin-journal.ts'
import { dayOf } from './margin-outlook.ts'
import type { CorpReadings } from './corp-readings.ts'
import type { Clock } from '#shared/rules/time.ts'

/**
 * Reads the state of corps in e签宝 once a day, so that the history of margins has no gaps and
 * operators see all corps.
 */
export type MarginWatch = {
  /** Reads what is due today, corp by corp; failures wait for the next day. */
  look(): Promise<void>
  /** Looks periodically until closed. */
  start(): void
  close(): void
}

export type MarginWatchDeps = {
  readings: Pick<CorpReadings, 'readInTurn'>
  journal: Pick<MarginJournal, 'claimDay'>
  log: Pick<Logger, 'warn'>
  now: Clock
}

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs

/** How long after a start the first look waits, so that people's requests go first. */
const firstLookMs = minuteMs

const pollMs = 60 * minuteMs

/** Corps that were not used for this long are not read; most likely they have left. */
const usedMs = 30 * dayMs

/** Corps claimed at once; if the instance dies, they are skipped that day. */
const batchSize = 50

export function createMarginWatch(deps: MarginWatchDeps): MarginWatch {
  const { readings, journal, log, now } = deps
  const closing = new AbortController()

  function claim(): Promise<string[]> {
    const at = now()
    return journal.claimDay({ day: dayOf(at), usedSince: at - usedMs, limit: batchSize })
  }

  async function look(): Promise<void> {
    let corpIds = await claim()
    while (corpIds.length > 0) {
      for (const corpId of corpIds) {
        if (closing.signal.aborted) return
        await readings.readInTurn(corpId)
      }
      corpIds = await claim()
    }
  }

  const tryCheck = () =>
    look().catch((err: unknown) => log.warn({ err }, 'daily reads of margins failed'))

  return {
    look,
    start: () => repeat(tryCheck, closing.signal, pollMs, firstLookMs),
    close: () => closing.abort(),
  }
}
