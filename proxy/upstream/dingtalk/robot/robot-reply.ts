import { z } from 'zod'
import { ProblemError } from '#proxy/base/problem.ts'
import { laneOf, type Caller } from '#proxy/upstream/dingtalk/client/caller.ts'
import type { DingTalkClient } from '#proxy/upstream/dingtalk/client/client.ts'
import { replyAs } from '#proxy/upstream/dingtalk/client/reply-as.ts'
import { throttled } from '#proxy/upstream/dingtalk/client/transient-failure.ts'

/** What the robot says, as a card with a button if there is one. */
export type RobotReply = {
  /** Shown in the list of chats; plain text. */
  title: string
  /** Markdown without tables. */
  text: string
  button: { label: string; url: string } | null
}

/** Of a text; `sampleMarkdown` names none, and peers are refused above some 3,800 characters. */
export const maxReplyText = 3_500

/**
 * Answers in the chat of a message, without a token: `POST` to its session webhook
 * (receive-message).
 * @param url from `readRobotMessage`, which checked its host
 * @param atUserId a person to mention in a group
 * @throws ProblemError, `UpstreamRefusal` for a session that has ended (300001) among them
 */
export async function replyBySession(
  caller: Pick<Caller, 'call' | 'budget'>,
  url: string,
  reply: RobotReply,
  atUserId?: string,
): Promise<void> {
  const { origin, pathname, search, searchParams } = new URL(url)
  const call = {
    lane: laneOf('', pathname),
    isRepeatable: false,
    request: {
      method: 'POST',
      baseUrl: origin,
      path: pathname + search,
      body: sessionBody(reply, atUserId),
    },
    secrets: [...searchParams.values()],
  } as const
  await caller.call(call, caller.budget())
}

function sessionBody({ title, text, button }: RobotReply, atUserId: string | undefined) {
  if (button !== null)
    return {
      msgtype: 'actionCard',
      actionCard: { title, text, singleTitle: button.label, singleURL: button.url },
    }
  const markdown = { title, text }
  if (atUserId === undefined) return { msgtype: 'markdown', markdown }
  // A mention also has to stand in the text.
  const mentioning = { title, text: `@${atUserId} ${text}` }
  return { msgtype: 'markdown', markdown: mentioning, at: { atUserIds: [atUserId] } }
}

type Receiver = { corpId: string; robotCode: string; userId: string }

const ids = z.array(z.string()).catch([])

const sentSchema = z.object({ invalidStaffIdList: ids, flowControlledStaffIdList: ids }).partial()

/**
 * Writes to a person in their single chat with the robot:
 * `POST /v1.0/robot/oToMessages/batchSend` (chatbots-send-one-on-one-chat-messages-in-batches).
 * @throws ProblemError, `person-not-found` among them
 */
export async function replyToPerson(
  client: DingTalkClient,
  { corpId, robotCode, userId }: Receiver,
  { title, text, button }: RobotReply,
): Promise<void> {
  const card = { title, text, singleTitle: button?.label, singleURL: button?.url }
  const reply = await client.callApi(corpId, {
    method: 'POST',
    api: '/v1.0/robot/oToMessages/batchSend',
    scope: 'qyapi_robot_sendmsg',
    body: {
      robotCode,
      userIds: [userId],
      msgKey: button === null ? 'sampleMarkdown' : 'sampleActionCard',
      msgParam: JSON.stringify(card),
    },
  })
  const sent = replyAs(sentSchema, reply, 'the receivers of a message')
  if (sent.invalidStaffIdList?.includes(userId) === true)
    throw new ProblemError('person-not-found', 'The robot cannot write to this person.')
  if (sent.flowControlledStaffIdList?.includes(userId) === true)
    throw throttled(pauseSeconds, null, 'call')
}

/** After a person got too many messages. */
const pauseSeconds = 60
