import { fromStore } from '#proxy/base/store/store-timeout.ts'
import type { Logger } from '#proxy/base/log.ts'
import { maxSkewMs } from '#proxy/base/store/corps/corp-change.ts'
import type { SuiteTicketStore } from '#proxy/base/store/corps/suite-ticket-store.ts'
import type { Clock, EpochMs, MonotonicClock } from '#shared/rules/time.ts'

/** The suite ticket of a third-party app; only the newest one is valid. */
export type SuiteTicketKeeper = {
  /** The newest one known to any instance; null if there is none yet. */
  current(): Promise<string | null>
  /**
   * Unless a newer one is known.
   * @param at when DingTalk made it
   * @throws ProblemError `store-unavailable` if only this process knows it
   */
  keep(ticket: string, at: EpochMs): Promise<void>
}

export type SuiteTicketDeps = {
  suiteKey: string
  /** The ticket from the settings, used until one is pushed. */
  first: string | null
  tickets: SuiteTicketStore
  log: Pick<Logger, 'warn'>
  epoch: Clock
  now: MonotonicClock
}

/** DingTalk pushes a ticket every few hours; calls within this time share one read of the store. */
const lookUpMs = 1_000

export function createSuiteTicketKeeper(deps: SuiteTicketDeps): SuiteTicketKeeper {
  const { suiteKey, first, tickets, log, epoch, now } = deps
  let pushed: { ticket: string; at: EpochMs } | null = null
  let lookedUp = Promise.resolve()
  let lookUpAt = -Infinity

  /** One from the future, stored by an earlier version, is not newer than others. */
  function pushedAt(): number {
    return pushed === null || pushed.at > epoch() + maxSkewMs ? 0 : pushed.at
  }

  /** Another instance may have received a newer ticket. */
  async function lookUp(store: SuiteTicketStore): Promise<void> {
    try {
      const kept = await fromStore(store.find(suiteKey))
      if (kept !== null && kept.at >= pushedAt()) pushed = kept
    } catch (err) {
      log.warn({ err }, 'suite ticket not read from the database')
    }
  }

  return {
    async current() {
      if (now() >= lookUpAt) {
        lookUpAt = now() + lookUpMs
        lookedUp = lookUp(tickets)
      }
      await lookedUp
      return pushed?.ticket ?? first
    },

    async keep(ticket, at) {
      if (at >= pushedAt()) pushed = { ticket, at }
      await fromStore(tickets.keep(suiteKey, ticket, at))
    },
  }
}
