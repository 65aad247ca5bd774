import { fromStore, storeMs } from '#proxy/base/store/store-timeout.ts'
import type { Logger } from '#proxy/base/log.ts'
import type { EventWatchStore } from '#proxy/base/store/corps/event-watch-store.ts'
import type { Clock, EpochMs } from '#shared/rules/time.ts'

/** Detects times in which no instance could take the events that DingTalk posts. */
export type PushWatch = {
  start(): void
  close(): void
}

export type PushWatchDeps = {
  watch: Pick<EventWatchStore, 'notePresent'>
  log: Pick<Logger, 'warn'>
  now: Clock
  /** The database's clock, by which instances tell each other times. */
  storeNow: () => Promise<EpochMs>
}

const noteMs = 5_000

/**
 * DingTalk retries after ten seconds, and thirty seconds later
 * (obtain-the-event-list-of-failed-push-messages).
 */
const retryWindowMs = 30_000

export function createPushWatch({ watch, log, now, storeNow }: PushWatchDeps): PushWatch {
  let timer: NodeJS.Timeout | undefined

  async function note(): Promise<void> {
    try {
      const at = await fromStore(storeNow(), storeMs)
      await fromStore(watch.notePresent(at, retryWindowMs, now()), storeMs)
    } catch (err) {
      log.warn({ err }, 'presence for pushed events not stored')
    }
  }

  return {
    start() {
      void note()
      timer = setInterval(() => void note(), noteMs).unref()
    },
    close: () => clearInterval(timer),
  }
}
