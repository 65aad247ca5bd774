import { z } from 'zod'
import { parseJsonText } from '#proxy/json-text.ts'

/** What we take from an event: a suite ticket, with when DingTalk made it where it says so. */
export type PushedTicket = {
  suiteTicket: string
  /** Null where the event names none. */
  suiteKey: string | null
  /** Epoch milliseconds. */
  at: number | null
}

/** Epoch milliseconds of a time in seconds or milliseconds, as text or number. */
export function toMilliseconds(value: unknown): number | null {
  const time = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  if (typeof time !== 'number' || !Number.isFinite(time) || time <= 0) return null
  // A time in milliseconds that small would be one of 1973.
  return time < 1e11 ? time * 1000 : time
}

const time = z.unknown().optional().transform(toMilliseconds)

/** push-suite-ticket-events */
const ticketEvent = z.object({
  EventType: z.literal('suite_ticket'),
  SuiteTicket: z.string().min(1),
  SuiteKey: z.string().nullable().catch(null),
  TimeStamp: time,
})

/** development-data-format-help, `biz_type` 2 */
const ticketData = z.object({
  syncAction: z.literal('suite_ticket'),
  suiteTicket: z.string().min(1),
})

/** configure-synchttp-push */
const batchEvent = z.object({
  EventType: z.string().startsWith('SYNC_HTTP_PUSH'),
  bizData: z.array(
    z.object({ biz_data: z.string(), gmt_modified: time, gmt_create: time }).nullable().catch(null),
  ),
})

/** The suite tickets in an event's message. Other events, and what makes no sense, have none. */
export function ticketsIn(message: string): PushedTicket[] {
  const event = parseJsonText(message)
  const single = ticketEvent.safeParse(event).data
  if (single !== undefined) {
    const { SuiteTicket, SuiteKey, TimeStamp } = single
    return [{ suiteTicket: SuiteTicket, suiteKey: SuiteKey, at: TimeStamp }]
  }
  const items = batchEvent.safeParse(event).data?.bizData ?? []
  return items.flatMap((item) => {
    const ticket = ticketData.safeParse(parseJsonText(item?.biz_data ?? '')).data
    if (item === null || ticket === undefined) return []
    const at = item.gmt_modified ?? item.gmt_create
    return [{ suiteTicket: ticket.suiteTicket, suiteKey: null, at }]
  })
}

/** For the log. */
export function eventTypeOf(message: string): string {
  const named = z.object({ EventType: z.string() }).safeParse(parseJsonText(message))
  return named.data?.EventType.slice(0, 100).toWellFormed() ?? 'unknown'
}
