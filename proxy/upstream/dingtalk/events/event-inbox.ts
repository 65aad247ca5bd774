import { createHash } from 'node:crypto'
import { z } from 'zod'
import { isDingTalkId } from '#shared/rules/dingtalk-id.ts'
import type { SuiteTicketKeeper } from './suite-ticket-keeper.ts'
import { fromStore } from '#proxy/base/store/store-timeout.ts'
import { maxSkewMs } from '#proxy/base/store/corps/corp-change.ts'
import type { EventStore } from '#proxy/base/store/corps/event-store.ts'
import type { IncomingEvent } from './stream-frames.ts'
import type { Clock } from '#shared/rules/time.ts'
import { noteSettled } from '#proxy/upstream/settled.ts'

/** Takes DingTalk's events, whether pushed or from a Stream line. */
export type EventInbox = {
  /**
   * Resolves once the events are stored, in one statement; duplicates are ignored.
   * @throws ProblemError `store-unavailable`
   */
  take(...events: readonly IncomingEvent[]): Promise<void>
}

export type EventInboxDeps = {
  book: Pick<EventStore, 'store'>
  tickets: Pick<SuiteTicketKeeper, 'keep'>
  /** Whether an event is used; others are acknowledged, counted, and not stored. */
  isRelevant: (event: IncomingEvent) => boolean
  /** Called after events that are used were stored for the first time. */
  onStored: () => void
  /** Called with the type of each event, and whether it is used. */
  count?: (type: string, isUsed: boolean) => void
  now: Clock
}

const maxIdLength = 200

const isTicket = ({ type }: IncomingEvent) => type === 'suite_ticket'

const ticketData = z.object({ suiteTicket: z.string().min(1) })

/** Secrets that are no longer used. */
const unused = new Set(['permanentCode', 'permanent_code', 'ch_permanent_code'])

export function createEventInbox(deps: EventInboxDeps): EventInbox {
  const { book, tickets, isRelevant, onStored, count, now } = deps

  /** Tickets are stored separately, as only the newest is valid. */
  async function keep({ data, bornAt }: IncomingEvent): Promise<void> {
    const ticket = ticketData.safeParse(data).data
    if (ticket !== undefined) await tickets.keep(ticket.suiteTicket, bornAt)
  }

  return {
    async take(...incoming) {
      const at = now()
      const events = incoming
        .filter(({ corpId }) => corpId === null || isDingTalkId(corpId))
        .map((event) => ({
          ...event,
          eventId: shortId(event.eventId),
          bornAt: possibleTime(event.bornAt, at),
        }))
      const isUsed = (event: IncomingEvent) => isTicket(event) || isRelevant(event)
      const used = events.filter(isUsed)
      await Promise.all(used.filter(isTicket).map(keep))
      const stored = used
        .filter((event) => !isTicket(event))
        .map((event) => ({ ...event, data: withoutSecrets(event.data) }))
      const fresh = stored.length === 0 ? 0 : await fromStore(book.store(stored, at))
      if (fresh > 0) onStored()
      if (stored.length > 0)
        noteSettled('event-repeats', fresh < stored.length ? 'repeated' : 'once')
      for (const event of events) count?.(event.type, isUsed(event))
    },
  }
}

/** Postgres has no index entry above 2,704 bytes. */
function shortId(eventId: string): string {
  if (eventId.length <= maxIdLength) return eventId
  return `sha256 ${createHash('sha256').update(eventId).digest('base64url')}`
}

/**
 * When an event happened, at most when it arrived. Nothing is known of one from the future, except
 * that a look at the organisation from now on is newer.
 */
function possibleTime(bornAt: number, arrivedAt: number): number {
  const isPossible = bornAt <= arrivedAt + maxSkewMs
  return Math.floor(isPossible ? Math.min(bornAt, arrivedAt) : arrivedAt - maxSkewMs - 1)
}

function withoutSecrets(data: unknown): unknown {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return data
  return Object.fromEntries(Object.entries(data).filter(([name]) => !unused.has(name)))
}
