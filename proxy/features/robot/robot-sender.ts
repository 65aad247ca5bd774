import type { Logger } from '#proxy/base/log.ts'
import type { RobotWays } from '#proxy/base/store/jobs/robot-store.ts'
import { failureOf } from '#proxy/features/messages/failure.ts'
import { UpstreamRefusal } from '#proxy/upstream/dingtalk/client/upstream-refusal.ts'
import { possiblyDone } from '#proxy/upstream/dingtalk/client/possibly-done.ts'
import type { RobotMessage } from '#proxy/upstream/dingtalk/robot/robot-message.ts'
import type { RobotReply } from '#proxy/upstream/dingtalk/robot/robot-reply.ts'
import { noteSettled } from '#proxy/upstream/settled.ts'
import type { Language } from '#shared/rules/languages.ts'
import type { EpochMs } from '#shared/rules/time.ts'
import { plainReply } from './robot-answer.ts'
import { robotWords } from './robot-words.ts'

export type RobotChat = Pick<RobotMessage, 'isInGroup' | 'session'> & {
  corpId: string
  /** Null for a guest, whose reply must not say anything of a contract. */
  userId: string | null
  language: Language
  /** Whether what stands in the message is known to be DingTalk's. */
  isSealed: boolean
}

/**
 * Sends the reply to a message: in the chat where it was written, as long as DingTalk lets us, or
 * else to the person. In a group, which reads along, the person's reply goes to their single chat.
 * @param before how often each way was tried before, for the same message
 * @returns how often each way was tried
 * @throws ReplyNotSent of a call that may work later, or that the organisation has to allow
 */
export type SendRobotReply = (
  chat: RobotChat,
  reply: RobotReply,
  now: EpochMs,
  before?: RobotWays,
) => Promise<RobotWays>

/** Why a reply was not sent, and how often each way was tried. */
export class ReplyNotSent extends Error {
  override readonly name = 'ReplyNotSent'

  readonly ways: RobotWays

  constructor(cause: unknown, ways: RobotWays) {
    super(cause instanceof Error ? cause.message : 'reply not sent', { cause })
    this.ways = ways
  }
}

export type RobotSenderDeps = {
  /** See `replyBySession`. */
  replyBySession: (url: string, reply: RobotReply, atUserId?: string) => Promise<void>
  /** See `replyToPerson`. */
  replyToPerson: (corpId: string, userId: string, reply: RobotReply) => Promise<void>
  publicUrl: string
  log: Pick<Logger, 'warn'>
}

/** Codes with which DingTalk refuses what a text says, or the addresses in it (robot-message-type). */
const refusedContent = /^contain\.(unsafe|notAllowed)/

export function createRobotSender(deps: RobotSenderDeps): SendRobotReply {
  const { replyBySession, replyToPerson, publicUrl, log } = deps

  /** @returns false if the chat cannot be answered this way */
  async function bySession(
    { corpId, session, isInGroup }: RobotChat,
    now: EpochMs,
    ways: RobotWays,
    reply: RobotReply,
    atUserId?: string,
  ): Promise<boolean> {
    if (session === null || session.until <= now) return false
    ways.session += 1
    try {
      await replyBySession(session.url, reply, atUserId)
      if (!isInGroup) noteSettled('robot-session', 'answered')
      return true
    } catch (error) {
      if (possiblyDone(error)) throw error
      if (!isInGroup && error instanceof UpstreamRefusal) noteSettled('robot-session', 'refused')
      log.warn({ corpId, err: error }, 'chat with the robot not answered by its session')
      return false
    }
  }

  /** Only the button, if DingTalk refuses what stands above it. */
  async function toPerson(
    { corpId, language }: RobotChat,
    userId: string,
    ways: RobotWays,
    reply: RobotReply,
  ): Promise<void> {
    ways.token += 1
    try {
      await replyToPerson(corpId, userId, reply)
    } catch (error) {
      if (!(error instanceof UpstreamRefusal) || !refusedContent.test(error.upstreamCode))
        throw error
      log.warn({ corpId, err: error }, 'answer of the robot sent without its text')
      const bare = plainReply('hidden', { language, publicUrl, corpId })
      ways.token += 1
      await replyToPerson(corpId, userId, { ...bare, button: reply.button ?? bare.button })
    }
  }

  /** @returns false if the robot may not write to the person */
  async function toPersonIfAllowed(
    chat: RobotChat,
    userId: string,
    ways: RobotWays,
    reply: RobotReply,
  ): Promise<boolean> {
    const { corpId } = chat
    try {
      await toPerson(chat, userId, ways, reply)
      return true
    } catch (error) {
      if (failureOf(error).kind === 'passing') throw error
      log.warn({ corpId, err: error }, 'answer of the robot not sent to the person')
      return false
    }
  }

  async function send(
    chat: RobotChat,
    reply: RobotReply,
    now: EpochMs,
    ways: RobotWays,
  ): Promise<void> {
    const { corpId, userId, isInGroup, isSealed, language } = chat
    if (userId === null) {
      await bySession(chat, now, ways, reply)
      return
    }
    if (!isInGroup) {
      // The address in a message that may be forged gets nothing of a contract.
      const isAnswered = isSealed && (await bySession(chat, now, ways, reply))
      if (!isAnswered) await toPerson(chat, userId, ways, reply)
      return
    }
    const t = robotWords[language]
    const isTold = await toPersonIfAllowed(chat, userId, ways, reply)
    const text = isTold ? t.inPrivate : t.notInPrivate
    const where = { title: t.groupTitle, text, button: null }
    await bySession(chat, now, ways, where, userId).catch((err: unknown) => {
      log.warn({ corpId, err }, 'group not told where the answer is')
    })
  }

  return async (chat, reply, now, before = { session: 0, token: 0 }) => {
    const ways = { ...before }
    try {
      await send(chat, reply, now, ways)
      return ways
    } catch (error) {
      throw new ReplyNotSent(error, ways)
    }
  }
}
