import { withinAllowance } from '#proxy/base/limits/call-allowance.ts'
import type { Logger } from '#proxy/base/log.ts'
import type { LocalTime } from '#proxy/base/local-time.ts'
import type { SweepStore } from '#proxy/base/store/sweep/sweep-store.ts'
import type { Clock } from '#shared/rules/time.ts'

/** Runs work whose calls count against a corp's daily budget of automatic calls. */
export type ChargeCalls = <Result>(corpId: string, work: () => Promise<Result>) => Promise<Result>

export type ChargeCallsDeps = {
  book: Pick<SweepStore, 'charge'>
  localTime: Pick<LocalTime, 'dayStart'>
  log: Pick<Logger, 'warn'>
  now: Clock
}

/** For readings that a message needs: they count, but are made even if the budget is spent. */
export function createChargeCalls({ book, localTime, log, now }: ChargeCallsDeps): ChargeCalls {
  return (corpId, work) =>
    withinAllowance(Infinity, work, async (calls) => {
      if (calls === 0) return
      await book.charge(corpId, localTime.dayStart(now()), calls).catch((err: unknown) => {
        log.warn({ corpId, calls, err }, 'calls not counted')
      })
    })
}
