import type { Logger } from '#proxy/log.ts'
import type { MarginJournal } from '#proxy/store/corps/margin-journal.ts'
import { dayOf } from './margin-outlook.ts'
import type { Margins } from './margins.ts'

/** Reads how many contracts are left once a day, so that their course is known though nobody looks. */
export type MarginWatch = {
  /** Reads now what is to be read today, corp by corp; what fails is read the next day. */
  look(): Promise<void>
  /** Looks from time to time, until it is closed. */
  start(): void
  close(): void
}

export type MarginWatchParts = {
  margins: Pick<Margins, 'read'>
  journal: Pick<MarginJournal, 'claimDay'>
  log: Pick<Logger, 'info' | 'warn'>
  /** The time in epoch milliseconds. */
  now: () => number
}

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs

/** Requests that come first after a start are served first. */
const firstLookMs = minuteMs

const betweenLooksMs = 60 * minuteMs

/** Corps of which nobody has opened a contract for longer have left, for all we know. */
const usedMs = 30 * dayMs

/** How many corps an instance takes upon itself at once; what it dies over is not read that day. */
const together = 10

export function createMarginWatch(parts: MarginWatchParts): MarginWatch {
  const { margins, journal, log, now } = parts
  let timer: NodeJS.Timeout | undefined
  let isClosed = false

  function claim(): Promise<string[]> {
    const at = now()
    return journal.claimDay({ day: dayOf(at), usedSince: at - usedMs, limit: together })
  }

  async function look(): Promise<void> {
    let corpIds = await claim()
    while (corpIds.length > 0) {
      for (const corpId of corpIds) {
        if (isClosed) return
        // One after the other: nobody waits, and people's calls are to come through.
        await margins.read(corpId).catch((err: unknown) => {
          log.info({ corpId, err }, 'margin not read today')
        })
      }
      corpIds = await claim()
    }
  }

  function lookLater(ms: number): void {
    timer = setTimeout(() => {
      void look()
        .catch((err: unknown) => log.warn({ err }, 'margins are not looked at'))
        .finally(() => {
          if (!isClosed) lookLater(betweenLooksMs)
        })
    }, ms).unref()
  }

  return {
    look,
    start: () => lookLater(firstLookMs),
    close() {
      isClosed = true
      clearTimeout(timer)
    },
  }
}
