import { withinAllowance } from '#proxy/limits/call-allowance.ts'
import type { Logger } from '#proxy/log.ts'
import type { LocalTime } from '#proxy/outbox/local-time.ts'
import type { SweepBook } from '#proxy/store/sweep/sweep-book.ts'

/** Runs work whose calls count among those of the day that the server makes by itself for a corp. */
export type ChargeCalls = <Result>(corpId: string, work: () => Promise<Result>) => Promise<Result>

export type ChargeCallsParts = {
  book: Pick<SweepBook, 'charge'>
  localTime: Pick<LocalTime, 'dayStart'>
  log: Pick<Logger, 'warn'>
  /** The time in epoch milliseconds. */
  now: () => number
}

/** For readings that a message needs: they count, and are made even when the day's calls are used up. */
export function createChargeCalls({ book, localTime, log, now }: ChargeCallsParts): ChargeCalls {
  return (corpId, work) =>
    withinAllowance(Infinity, work, async (calls) => {
      if (calls === 0) return
      await book.charge(corpId, localTime.dayStart(now()), calls).catch((err: unknown) => {
        log.warn({ corpId, calls, err }, 'calls not counted')
      })
    })
}
