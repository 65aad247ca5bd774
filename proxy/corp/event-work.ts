import { fromStore } from '#proxy/flows/read/store-timeout.ts'
import type { Logger } from '#proxy/log.ts'
import type { CorpBook } from '#proxy/store/corps/corp-book.ts'
import type { CorpChange } from '#proxy/store/corps/corp-change.ts'
import type { EventBook, StoredEvent } from '#proxy/store/corps/event-book.ts'
import type { Events } from '#proxy/store/events.ts'
import type { CorpStandings } from './corp-standings.ts'
import { changeOf } from './corp-events.ts'

/** Works on stored events, on any instance. */
export type EventWork = {
  /** Wakes it. */
  nudge(): void
  /** Does what waits now, and then whenever it is told, and from time to time. */
  start(): void
  close(): void
}

export type EventWorkParts = {
  book: Pick<EventBook, 'claim' | 'finish'>
  tell: (change: CorpChange) => Promise<{ isNews: boolean }>
  /** Told of organisations that have just authorised the app. */
  onAuthorised: (corpId: string) => void
  log: Pick<Logger, 'warn'>
}

/** Milliseconds, longer than the store waits for its database: an event that fails waits for its lease. */
const storeMs = 10_000

const together = 50

/** How often to look for events of other instances, milliseconds. */
const lookMs = 10_000

export function createEventWork({ book, tell, onAuthorised, log }: EventWorkParts): EventWork {
  const closing = new AbortController()
  const { signal } = closing
  let underWay: Promise<void> | null = null
  let hasMore = false
  let timer: NodeJS.Timeout | undefined

  async function handle(event: StoredEvent): Promise<void> {
    try {
      const change = changeOf(event)
      const { isNews } = change === null ? { isNews: true } : await tell(change)
      await fromStore(book.finish(event.id, isNews ? 'done' : 'old'), storeMs)
      if (isNews && change !== null && change.event === 'org_suite_auth')
        onAuthorised(change.corpId)
    } catch (err) {
      // It is retried after its lease.
      log.warn({ type: event.type, err }, 'an event of DingTalk cannot be worked on')
    }
  }

  async function run(): Promise<void> {
    try {
      for (let events = await book.claim(together); events.length > 0 && !signal.aborted;) {
        /* oxlint-disable no-await-in-loop -- one after the other, in the order of their birth */
        for (const event of events) await handle(event)
        events = await book.claim(together)
        /* oxlint-enable no-await-in-loop */
      }
    } catch (err) {
      if (!signal.aborted) log.warn({ err }, 'events of DingTalk cannot be looked up')
    }
  }

  function nudge(): void {
    hasMore = true
    underWay ??= (async () => {
      while (hasMore && !signal.aborted) {
        hasMore = false
        // oxlint-disable-next-line no-await-in-loop
        await run()
      }
    })().finally(() => {
      underWay = null
    })
  }

  return {
    nudge,
    start() {
      nudge()
      timer = setInterval(nudge, lookMs).unref()
    },
    close() {
      closing.abort()
      clearInterval(timer)
    },
  }
}

export type TellingParts = {
  book: Pick<CorpBook, 'tell'>
  events: Pick<Events, 'publish'>
  standings: Pick<CorpStandings, 'note'>
  /** Ends the token that all instances share. */
  expireToken: (corpId: string) => Promise<void>
  /** Called when an organisation that was not active is so again, after all instances were told. */
  onOpened: (corpId: string) => Promise<void>
  /** The time in epoch milliseconds. */
  now: () => number
}

/**
 * Stores what is told of an organisation, and tells all instances. They drop its tokens and read its
 * people's roles again where other people may use the app, and where a newer authorisation comes by an
 * event, was asked for by a person, or differs from the known one.
 */
export function createTelling(
  parts: TellingParts,
): (change: CorpChange, isAsked?: boolean) => Promise<{ isNews: boolean }> {
  const { book, events, standings, expireToken, onOpened, now } = parts
  return async (change, isAsked = false) => {
    const told = await fromStore(book.tell({ ...change, heardAt: now() }), storeMs)
    const { isNews: isNewer, before, isRenewed: differs, ...standing } = told
    const { corpId } = change
    const isGranted = isAsked || change.event !== undefined
    const isRescoped = change.isRescoped === true
    const isRenewed = isRescoped || (isNewer && change.told !== undefined && (isGranted || differs))
    // Once for all instances: one that did it later would end the new token too.
    if (isRenewed) await expireToken(corpId)
    // At once, as somebody may sign in because of it.
    standings.note(corpId, standing, isRenewed)
    // Told even if it is known: the instance that stored it may have died before.
    const heard = { type: 'corp-standing', corpId, ...standing, isRenewed } as const
    await fromStore(events.publish(heard), storeMs)
    const isOpened = before !== null && before !== 'active' && standing.state === 'active'
    if (isOpened) await onOpened(corpId)
    return { isNews: isNewer || isRescoped }
  }
}
