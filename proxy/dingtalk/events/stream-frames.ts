import { z } from 'zod'
import { parseJsonText } from '#proxy/json-text.ts'

/** An event of DingTalk's, however it came. */
export type IncomingEvent = {
  /** The same each time that the event is sent. */
  eventId: string
  /** DingTalk's name, `org_suite_auth` say. */
  type: string
  /** The organisation that it is about; null where it is about none. */
  corpId: string | null
  /** When DingTalk made it, epoch milliseconds. */
  bornAt: number
  data: unknown
}

/** What comes on a line, as far as we have a use for it. */
export type Frame =
  | { kind: 'event'; messageId: string; event: IncomingEvent }
  | { kind: 'ping'; messageId: string; data: string }
  | { kind: 'disconnect' }
  /** Something that nobody here handles. */
  | { kind: 'call'; messageId: string }
  /** The organisation's monthly quota is spent: events come without what is in them. */
  | { kind: 'quota-spent'; messageId: string; corpId: string | null }
  /** News about the line that needs no answer. */
  | { kind: 'notice' }

const text = z.union([z.string(), z.number().transform(String)])

const frameSchema = z.object({
  type: z.string(),
  headers: z.object({
    topic: text.optional(),
    messageId: text.optional(),
    eventType: text.optional(),
    eventId: text.optional(),
    eventCorpId: text.optional(),
    eventBornTime: z.coerce.number().positive().optional().catch(undefined),
    errCode: text.optional(),
  }),
  data: z.unknown(),
  errCode: text.optional(),
})

/** DingTalk's code for a quota that is spent. */
const quotaSpent = '20001'

/**
 * Reads a text frame of the Stream protocol.
 * @param now for an event that does not say when it was made, epoch milliseconds
 * @returns null for what is none
 */
export function readFrame(frame: string, now: number): Frame | null {
  const parsed = frameSchema.safeParse(parseJsonText(frame))
  if (!parsed.success) return null
  const { type, headers, data, errCode } = parsed.data
  const { topic, messageId } = headers
  if (type === 'SYSTEM') {
    if (topic === 'disconnect') return { kind: 'disconnect' }
    if (topic !== 'ping' || messageId === undefined) return { kind: 'notice' }
    return { kind: 'ping', messageId, data: typeof data === 'string' ? data : '{}' }
  }
  if (messageId === undefined) return null
  if (type !== 'EVENT') return { kind: 'call', messageId }
  const corpId = headers.eventCorpId === '' ? null : (headers.eventCorpId ?? null)
  if ((headers.errCode ?? errCode) === quotaSpent) return { kind: 'quota-spent', messageId, corpId }
  if (headers.eventType === undefined) return null
  return {
    kind: 'event',
    messageId,
    event: {
      eventId: headers.eventId ?? messageId,
      type: headers.eventType,
      corpId,
      bornAt: headers.eventBornTime ?? now,
      data: typeof data === 'string' ? (parseJsonText(data) ?? null) : (data ?? null),
    },
  }
}

/** The answer to an event: it is stored, or it is to be sent again. */
export function acknowledgement(messageId: string, status: 'SUCCESS' | 'LATER'): string {
  return answer(messageId, 200, 'OK', JSON.stringify({ status }))
}

export function pong(messageId: string, data: string): string {
  return answer(messageId, 200, 'OK', data)
}

/** The answer to a call that nobody here handles. */
export function noHandler(messageId: string): string {
  return answer(messageId, 404, 'no handler', '{}')
}

function answer(messageId: string, code: number, message: string, data: string): string {
  const headers = { messageId, contentType: 'application/json' }
  return JSON.stringify({ code, headers, message, data })
}
