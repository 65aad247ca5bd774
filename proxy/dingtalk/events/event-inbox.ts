import { z } from 'zod'
import type { SuiteTicketKeeper } from './suite-ticket-keeper.ts'
import { fromStore } from '#proxy/flows/read/store-timeout.ts'
import type { EventBook } from '#proxy/store/corps/event-book.ts'
import type { IncomingEvent } from './stream-frames.ts'

/** Takes DingTalk's events, whether pushed or from a Stream line. */
export type EventInbox = {
  /**
   * Resolves once the event is stored; duplicates are ignored.
   * @throws ProblemError `store-unavailable`
   */
  take(event: IncomingEvent): Promise<void>
}

export type EventInboxParts = {
  book: Pick<EventBook, 'store'>
  tickets: Pick<SuiteTicketKeeper, 'keep'>
  /** Whether events of a type are used. */
  isRelevant: (type: string) => boolean
  /** Called after an event that is used was stored for the first time. */
  onStored: () => void
}

const ticketData = z.object({ suiteTicket: z.string().min(1) })

/** Secrets that are no longer used. */
const unused = new Set(['permanentCode', 'permanent_code', 'ch_permanent_code'])

export function createEventInbox(parts: EventInboxParts): EventInbox {
  const { book, tickets, isRelevant, onStored } = parts
  return {
    async take(event) {
      if (event.type === 'suite_ticket') {
        // Tickets are stored separately, as only the newest is valid.
        const ticket = ticketData.safeParse(event.data).data
        if (ticket !== undefined) await tickets.keep(ticket.suiteTicket, event.bornAt)
        return
      }
      const use = isRelevant(event.type)
      const stored = { ...event, data: use ? withoutSecrets(event.data) : null, isRelevant: use }
      if ((await fromStore(book.store(stored))) && use) onStored()
    },
  }
}

function withoutSecrets(data: unknown): unknown {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return data
  return Object.fromEntries(Object.entries(data).filter(([name]) => !unused.has(name)))
}
