import { z } from 'zod'
import { isDingTalkId } from '#shared/rules/dingtalk-id.ts'
import { plainText } from '#shared/rules/plain-text.ts'
import type { EpochMs } from '#shared/rules/time.ts'
import { noteSettled } from '#proxy/upstream/settled.ts'

/** Topic of the messages that people write to an app's robot (receive-message). */
export const robotTopic = '/v1.0/im/bot/messages/get'

/** What somebody wrote to the robot. */
export type RobotMessage = {
  /** The same in each delivery of the message. */
  msgId: string
  /** The robot's organisation; null if the message does not name it. */
  corpId: string | null
  /** Who wrote, a member of that organisation; null for everybody else. */
  userId: string | null
  isInGroup: boolean
  sentAt: EpochMs
  /** Null for a picture, a file and whatever else cannot be read. */
  text: string | null
  /** Where this chat can be answered without a token, and until when. */
  session: { url: string; until: EpochMs } | null
  robotCode: string | null
  /** Whether the organisation's monthly quota is spent, so that messages come without a text. */
  isQuotaSpent: boolean
}

/** Longer questions are cut: a title has at most 100 characters, a link some hundreds. */
const maxQuestion = 500

const id = z.string().refine(isDingTalkId)
const optionalId = id.nullable().catch(null).default(null)
const time = z.coerce.number().int().positive()

const spans = z.array(z.object({ text: z.string() }).partial().catch({}))

const messageSchema = z.object({
  msgId: id,
  conversationType: z.coerce.string(),
  createAt: time.optional().catch(undefined),
  msgtype: z.string().catch(''),
  text: z
    .object({
      content: z.string(),
      /** The message that this one answers. */
      repliedMsg: z.object({ content: z.unknown() }).optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
  content: z
    .object({ richText: spans.catch([]), recognition: z.string().catch('') })
    .partial()
    .catch({}),
  senderStaffId: optionalId,
  senderCorpId: optionalId,
  chatbotCorpId: optionalId,
  robotCode: optionalId,
  sessionWebhook: z.url().nullable().catch(null).default(null),
  sessionWebhookExpiredTime: time.optional().catch(undefined),
  errorCode: z.coerce.string().optional().catch(undefined),
})

type Parsed = z.infer<typeof messageSchema>

const quotaSpent = '20001'

const sessionPath = '/robot/sendBySession'

/**
 * @param data of a frame of the Stream line, or the body of a posted message
 * @param origins those at which DingTalk may be answered: the address comes from outside
 * @param now time of a message that carries none
 * @returns null if it is none
 */
export function readRobotMessage(
  data: unknown,
  origins: readonly string[],
  now: EpochMs,
): RobotMessage | null {
  const parsed = messageSchema.safeParse(data).data
  if (parsed === undefined) return null
  const { msgId, chatbotCorpId: corpId, createAt, robotCode, errorCode } = parsed
  const quote = parsed.text?.repliedMsg
  if (quote !== undefined)
    noteSettled('robot-quote', typeof quote.content === 'string' ? 'text' : 'other')
  return {
    msgId,
    corpId,
    userId: senderOf(parsed),
    // A conversation of an unknown type counts as a group, as others may read the answer.
    isInGroup: parsed.conversationType !== '1',
    sentAt: Math.min(createAt ?? now, now),
    text: textOf(parsed),
    session: sessionOf(parsed, origins),
    robotCode,
    isQuotaSpent: errorCode === quotaSpent,
  }
}

/** Neither a nickname nor the encrypted `senderId` says who somebody is. */
function senderOf({ chatbotCorpId, senderCorpId, senderStaffId }: Parsed): string | null {
  if (chatbotCorpId === null) return null
  return senderCorpId === null || senderCorpId === chatbotCorpId ? senderStaffId : null
}

function textOf({ msgtype, text, content }: Parsed): string | null {
  const { richText = [], recognition = '' } = content
  const written =
    msgtype === 'text'
      ? text?.content
      : msgtype === 'richText'
        ? richText.map((span) => span.text ?? '').join('')
        : recognition
  const plain = plainText(written ?? '')
    .replaceAll(/\s+/g, ' ')
    .trim()
  return plain === '' ? null : plain.slice(0, maxQuestion).toWellFormed()
}

function sessionOf(
  { sessionWebhook: url, sessionWebhookExpiredTime: until }: Parsed,
  origins: readonly string[],
): RobotMessage['session'] {
  if (url === null || until === undefined) return null
  const { origin, username, pathname } = new URL(url)
  const isReply = origins.includes(origin) && pathname === sessionPath
  return isReply && username === '' ? { url, until } : null
}
