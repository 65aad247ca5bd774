import { fromStore, storeMs } from '#proxy/base/store/store-timeout.ts'
import type { Logger } from '#proxy/base/log.ts'
import type { CorpBook } from '#proxy/base/store/corps/corp-book.ts'
import type { CorpChange } from '#proxy/base/store/corps/corp-change.ts'
import type { EventBook, StoredEvent } from '#proxy/base/store/corps/event-book.ts'
import type { Events } from '#proxy/base/store/events.ts'
import type { CorpStandings } from './corp-standings.ts'
import { changeOf } from './corp-events.ts'
import type { FollowHint } from './event-hints.ts'
import type { Clock } from '#shared/rules/time.ts'

/** Processes stored events; any instance may process any event. */
export type EventWork = {
  /** Processes new events now. */
  nudge(): void
  /** Processes pending events now, after each nudge and periodically. */
  start(): void
  close(): void
}

export type EventWorkParts = {
  book: Pick<EventBook, 'claim' | 'finish'>
  updateCorp: (change: CorpChange) => Promise<{ isNews: boolean }>
  /** Called with organisations that have just authorised the app. */
  onAuthorised: (corpId: string) => void
  followHint: FollowHint
  log: Pick<Logger, 'warn'>
}

const batchSize = 50

/** How often to look for events of other instances, milliseconds. */
const pollMs = 10_000

export function createEventWork({
  book,
  updateCorp,
  onAuthorised,
  followHint,
  log,
}: EventWorkParts): EventWork {
  const closing = new AbortController()
  const { signal } = closing
  let inFlight: Promise<void> | null = null
  let hasMore = false
  let timer: NodeJS.Timeout | undefined

  async function handle(event: StoredEvent): Promise<void> {
    try {
      const change = changeOf(event)
      if (change === null && event.corpId !== null) await followHint(event.corpId, event)
      const { isNews } = change === null ? { isNews: true } : await updateCorp(change)
      await fromStore(book.finish(event.id, isNews ? 'done' : 'old'), storeMs)
      if (isNews && change !== null && change.event === 'org_suite_auth')
        onAuthorised(change.corpId)
    } catch (err) {
      // Retried after its lease.
      log.warn({ type: event.type, err }, 'event of DingTalk not processed')
    }
  }

  async function run(): Promise<void> {
    try {
      for (let events = await book.claim(batchSize); events.length > 0 && !signal.aborted;) {
        // One by one, in the order of their times.
        for (const event of events) await handle(event)
        events = await book.claim(batchSize)
      }
    } catch (err) {
      if (!signal.aborted) log.warn({ err }, 'events of DingTalk not read from the database')
    }
  }

  function nudge(): void {
    hasMore = true
    inFlight ??= (async () => {
      while (hasMore && !signal.aborted) {
        hasMore = false
        await run()
      }
    })().finally(() => {
      inFlight = null
    })
  }

  return {
    nudge,
    start() {
      nudge()
      timer = setInterval(nudge, pollMs).unref()
    },
    close() {
      closing.abort()
      clearInterval(timer)
    },
  }
}

export type CorpUpdaterParts = {
  book: Pick<CorpBook, 'updateCorp'>
  events: Pick<Events, 'publish'>
  standings: Pick<CorpStandings, 'note'>
  /** Expires the token that all instances share. */
  expireToken: (corpId: string) => Promise<void>
  /**
   * Called when an inactive organisation becomes active again, after all instances were notified,
   * or that failed.
   */
  onOpened: (corpId: string) => Promise<void>
  now: Clock
}

/**
 * Stores a change of an organisation and notifies all instances. They drop its tokens and reread
 * its people's roles if the change is in who may use the app, or if a newer authorisation arrived
 * by event, was asked for by a person, or differs from the stored one.
 */
export function createCorpUpdater(
  parts: CorpUpdaterParts,
): (change: CorpChange, isRequested?: boolean) => Promise<{ isNews: boolean }> {
  const { book, events, standings, expireToken, onOpened, now } = parts
  return async (change, isRequested = false) => {
    const update = await fromStore(book.updateCorp({ ...change, receivedAt: now() }), storeMs)
    const { isNews: isNewer, before, isRenewed: differs, ...standing } = update
    const { corpId } = change
    const isGranted = isRequested || change.event !== undefined
    const isRescoped = change.isRescoped === true
    const isRenewed =
      isRescoped || (isNewer && change.details !== undefined && (isGranted || differs))
    const isOpened = before !== null && before !== 'active' && standing.state === 'active'
    // Each step is taken even if one before it fails, as a retry would not see the change again.
    try {
      // Here, once for all instances: an instance doing it later would expire the new token too.
      if (isRenewed) await expireToken(corpId)
    } finally {
      // Applied at once, as somebody may be signing in because of it.
      standings.note(corpId, standing, isRenewed)
      // Published even if it is known: the instance that stored it may have died before publishing.
      const heard = { type: 'corp-standing', corpId, ...standing, isRenewed } as const
      try {
        await fromStore(events.publish(heard), storeMs)
      } finally {
        if (isOpened) await onOpened(corpId)
      }
    }
    return { isNews: isNewer || isRescoped }
  }
}
