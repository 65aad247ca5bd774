import { createHash } from 'node:crypto'
import { z } from 'zod'
import { parseJsonText } from '#proxy/base/json-text.ts'
import type { IncomingEvent } from './stream-frames.ts'
import type { EpochMs } from '#shared/rules/time.ts'

/** An event that DingTalk posted, with the key of its app if it names one. */
export type PushedEvent = IncomingEvent & { suiteKey: string | null }

/** From seconds or milliseconds, as text or number. */
export function toMilliseconds(value: unknown): number | null {
  const time = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  if (typeof time !== 'number' || !Number.isFinite(time) || time <= 0) return null
  // Read as milliseconds, smaller values would be before 1973.
  return time < 1e11 ? time * 1000 : time
}

const time = z.unknown().optional().transform(toMilliseconds)

const name = z
  .union([z.string().min(1), z.number().transform(String)])
  .nullable()
  .catch(null)

/** push-suite-ticket-events, and older events of an organisation's installation */
const singleEvent = z.looseObject({
  EventType: z.string().min(1),
  SuiteTicket: name.optional(),
  SuiteKey: name.optional(),
  AuthCorpId: name.optional(),
  CorpId: name.optional(),
  corpId: name.optional(),
  eventId: name.optional(),
  TimeStamp: time,
})

/** configure-synchttp-push, development-data-format-help */
const batchItem = z.object({
  biz_type: name.optional(),
  biz_id: name.optional(),
  biz_data: z.string(),
  corp_id: name.optional(),
  subscribe_id: name.optional(),
  gmt_modified: time,
  gmt_create: time,
})

const batchEvent = z.object({
  EventType: z.string().startsWith('SYNC_HTTP_PUSH'),
  bizData: z.array(batchItem.nullable().catch(null)),
})

const itemData = z.looseObject({ syncAction: z.string().min(1) })

/** Event names that only the oldest push uses. */
const oldNames: Readonly<Record<string, string>> = {
  suite_relieve: 'org_suite_relieve',
  change_auth: 'org_suite_change',
}

/**
 * Malformed ones are skipped.
 * @param sentAt for events without a time
 */
export function eventsIn(message: string, sentAt: EpochMs): PushedEvent[] {
  const parsed = parseJsonText(message)
  const batch = batchEvent.safeParse(parsed).data
  if (batch !== undefined) {
    return batch.bizData.flatMap((item) => (item === null ? [] : (eventOf(item, sentAt) ?? [])))
  }
  const single = singleEvent.safeParse(parsed).data
  if (single === undefined) return []
  const { EventType, SuiteTicket, SuiteKey, eventId, TimeStamp } = single
  return [
    {
      eventId: eventId ?? digestOf(message),
      type: oldNames[EventType] ?? EventType,
      corpId: single.AuthCorpId ?? single.CorpId ?? single.corpId ?? null,
      bornAt: TimeStamp ?? sentAt,
      suiteKey: SuiteKey ?? null,
      data: EventType === 'suite_ticket' ? { suiteTicket: SuiteTicket } : single,
    },
  ]
}

/** An item is the latest state of its subject, so a different state is a different event. */
function eventOf(item: z.output<typeof batchItem>, sentAt: EpochMs): PushedEvent | null {
  const data = itemData.safeParse(parseJsonText(item.biz_data)).data
  if (data === undefined) return null
  const at = item.gmt_modified ?? item.gmt_create
  const about = [item.subscribe_id, item.corp_id, item.biz_type, item.biz_id]
  return {
    eventId: digestOf(JSON.stringify([...about, at, item.biz_data])),
    type: data.syncAction,
    corpId: item.corp_id ?? null,
    bornAt: at ?? sentAt,
    suiteKey: null,
    data,
  }
}

export function eventTypeOf(message: string): string {
  const named = z.object({ EventType: z.string() }).safeParse(parseJsonText(message))
  return named.data?.EventType.slice(0, 100).toWellFormed() ?? 'unknown'
}

function digestOf(text: string): string {
  return `sha256 ${createHash('sha256').update(text).digest('base64url')}`
}
