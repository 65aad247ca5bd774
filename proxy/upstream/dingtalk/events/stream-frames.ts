import { z } from 'zod'
import { parseJsonText } from '#proxy/base/json-text.ts'
import { robotTopic } from '#proxy/upstream/dingtalk/robot/robot-message.ts'
import type { EpochMs } from '#shared/rules/time.ts'

/** An event of DingTalk, pushed or from a Stream line. */
export type IncomingEvent = {
  /** The same in each delivery of the event. */
  eventId: string
  /** DingTalk's name, such as `org_suite_auth`. */
  type: string
  /** The organisation concerned; null for events about none. */
  corpId: string | null
  /** When DingTalk made it. */
  bornAt: EpochMs
  data: unknown
}

export type Frame =
  | { kind: 'event'; messageId: string; event: IncomingEvent }
  | { kind: 'ping'; messageId: string; data: string }
  | { kind: 'disconnect' }
  | { kind: 'call'; messageId: string }
  /** Malformed; `messageId` if an answer is waited for all the same. */
  | { kind: 'invalid'; messageId: string | null }
  /** Somebody wrote to the app's robot; see `readRobotMessage`. */
  | { kind: 'robot-message'; messageId: string; data: unknown }
  /** The organisation's monthly quota is spent: events come without their content. */
  | { kind: 'quota-spent'; messageId: string; corpId: string | null }
  /** Information about the line that needs no answer. */
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
  data: z.unknown().optional(),
  errCode: text.optional(),
})

/** What a malformed frame is answered by: without an answer it might come again for ever. */
const answerable = z.object({ headers: z.object({ messageId: text }) })

/** DingTalk's code for a spent quota. */
const quotaSpent = '20001'

/**
 * A text frame of the Stream protocol.
 * @param now time of events that carry none
 */
export function readFrame(frame: string, now: EpochMs): Frame {
  const json = parseJsonText(frame)
  const parsed = frameSchema.safeParse(json)
  if (!parsed.success) {
    const messageId = answerable.safeParse(json).data?.headers.messageId ?? null
    return { kind: 'invalid', messageId }
  }
  const { type, headers, data, errCode } = parsed.data
  const { topic, messageId } = headers
  if (type === 'SYSTEM') {
    if (topic === 'disconnect') return { kind: 'disconnect' }
    if (topic !== 'ping' || messageId === undefined) return { kind: 'notice' }
    return { kind: 'ping', messageId, data: typeof data === 'string' ? data : '{}' }
  }
  if (messageId === undefined) return { kind: 'invalid', messageId: null }
  if (type === 'CALLBACK' && topic === robotTopic)
    return { kind: 'robot-message', messageId, data: contentOf(data) }
  if (type !== 'EVENT') return { kind: 'call', messageId }
  const corpId = headers.eventCorpId === '' ? null : (headers.eventCorpId ?? null)
  if ((headers.errCode ?? errCode) === quotaSpent) return { kind: 'quota-spent', messageId, corpId }
  if (headers.eventType === undefined) return { kind: 'invalid', messageId }
  return {
    kind: 'event',
    messageId,
    event: {
      eventId: headers.eventId ?? messageId,
      type: headers.eventType,
      corpId,
      bornAt: headers.eventBornTime ?? now,
      data: contentOf(data),
    },
  }
}

function contentOf(data: unknown): unknown {
  return typeof data === 'string' ? (parseJsonText(data) ?? null) : (data ?? null)
}

/** Acknowledges an event as stored, or asks for redelivery. */
export function acknowledgement(messageId: string, status: 'SUCCESS' | 'LATER'): string {
  return answer(messageId, 200, 'OK', JSON.stringify({ status }))
}

/** Acknowledges a message to the robot. Nobody is shown what stands in it. */
export function callAnswer(messageId: string): string {
  return answer(messageId, 200, 'OK', JSON.stringify({ response: {} }))
}

/** A message to the robot could not be kept; it may be delivered again. */
export function callFailure(messageId: string): string {
  return answer(messageId, 500, 'not stored', '{}')
}

export function pong(messageId: string, data: string): string {
  return answer(messageId, 200, 'OK', data)
}

export function noHandler(messageId: string): string {
  return answer(messageId, 404, 'no handler', '{}')
}

function answer(messageId: string, code: number, message: string, data: string): string {
  const headers = { messageId, contentType: 'application/json' }
  return JSON.stringify({ code, headers, message, data })
}
