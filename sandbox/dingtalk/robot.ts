import { createHmac, randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import { z } from 'zod'
import { internalApp, sandboxCorpId, thirdPartyApp } from '#sandbox/credentials.ts'
import { NewHostRefusal, OldHostRefusal } from '#sandbox/protocol/refusals.ts'
import { parseJsonObject, type SandboxEnv } from '#sandbox/protocol/request-body.ts'
import { findPerson } from '#sandbox/state/people.ts'
import type { ChatMessage, World } from '#sandbox/state/state.ts'
import { tokenHeader } from '#sandbox/state/tokens.ts'
import { requireScope } from './scopes.ts'
import { requireCorpToken } from './sign-in/access-tokens.ts'
import type { StreamGateway } from './stream-gateway.ts'

/** Topic of messages to a robot on a Stream line (receive-message). */
export const robotTopic = '/v1.0/im/bot/messages/get'

const sessionMs = 90 * 60_000
const maxReceivers = 20
const maxParamBytes = 15_000

/** A message that a person writes to the robot of an app. */
export type Writing = {
  corpId: string
  userId: string
  text: string
  isInGroup: boolean
  /** The id of an earlier message, to deliver it again; a new one by default. */
  msgId?: string | undefined
  /** Fields of the delivered message in place of the usual ones; null leaves one out. */
  changes?: Record<string, unknown> | undefined
}

/**
 * Shows the message in the person's chat and delivers it to the app: over a Stream line that
 * subscribed to it, else to the address of the app's robot.
 * @returns its id; null if the app has no robot
 */
export function writeToRobot(
  world: World,
  gateway: StreamGateway,
  writing: Writing,
): string | null {
  const { corpId, userId, text, isInGroup, msgId = `msg${randomUUID()}` } = writing
  const { state } = world
  const line = [internalApp.clientId, thirdPartyApp.suiteKey].find((clientId) =>
    gateway.connections().some((open) => open.clientId === clientId && open.hasRobot),
  )
  const clientId = line ?? world.robot?.clientId
  if (clientId === undefined) return null
  if (!state.chats.some((known) => known.id === msgId)) {
    const at = world.now()
    const message = { id: msgId, corpId, userId, isInGroup, author: 'person', at } as const
    state.chats.push({ ...message, body: text, way: null })
  }
  const data = messageData(world, clientId, { ...writing, msgId })
  if (line === undefined) void post(world, data)
  else gateway.call(clientId, robotTopic, data, msgId)
  return msgId
}

function messageData(world: World, clientId: string, writing: Writing): Record<string, unknown> {
  const { corpId, userId, text, isInGroup, msgId, changes = {} } = writing
  const now = world.now()
  const corp = world.state.corps.get(corpId)
  const session = randomUUID()
  world.state.robotSessions.set(session, { corpId, userId, isInGroup, until: now + sessionMs })
  const conversationId = `cid${isInGroup ? corpId : userId}==`
  const data: Record<string, unknown> = {
    conversationId,
    conversationType: isInGroup ? '2' : '1',
    ...(isInGroup ? { conversationTitle: '合同讨论组', openThreadId: conversationId } : {}),
    msgId,
    createAt: now,
    msgtype: 'text',
    text: { content: isInGroup ? ` ${text}` : text },
    senderId: `$:LWCP_v1:$${userId}`,
    senderStaffId: userId,
    senderCorpId: corpId,
    senderNick: (corp && findPerson(corp, userId)?.name) ?? userId,
    senderPlatform: 'Mac',
    isAdmin: false,
    ...(isInGroup ? { isInAtList: true, atUsers: [{ dingtalkId: '$:LWCP_v1:$robot' }] } : {}),
    chatbotCorpId: corpId,
    chatbotUserId: '$:LWCP_v1:$robot',
    robotCode: clientId,
    sessionWebhook: `${world.apiOrigin}/robot/sendBySession?session=${session}`,
    sessionWebhookExpiredTime: now + sessionMs,
    ...changes,
  }
  return Object.fromEntries(Object.entries(data).filter(([, value]) => value !== null))
}

/** Posts it as DingTalk does in HTTP mode; an answer in the body is not shown to anybody. */
async function post({ robot, now, state }: World, data: unknown): Promise<void> {
  if (robot === undefined) return
  const isInternal = robot.clientId === internalApp.clientId
  const secret = isInternal ? internalApp.clientSecret : thirdPartyApp.suiteSecret
  const timestamp = String(now())
  const sign = createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64')
  const headers = { 'content-type': 'application/json', timestamp, sign }
  await fetch(robot.url, {
    method: 'POST',
    headers,
    body: JSON.stringify(data),
    signal: state.stop.signal,
  }).catch(() => {})
}

const sessionReply = z.discriminatedUnion('msgtype', [
  z.object({ msgtype: z.literal('text'), text: z.object({ content: z.string().min(1) }) }),
  z.object({
    msgtype: z.literal('markdown'),
    markdown: z.object({ title: z.string().min(1), text: z.string().min(1) }),
  }),
  z.object({
    msgtype: z.literal('actionCard'),
    actionCard: z.object({
      title: z.string().min(1),
      text: z.string().min(1),
      singleTitle: z.string().min(1),
      singleURL: z.string().min(1),
    }),
  }),
])

const toPeople = z.object({
  robotCode: z.string(),
  userIds: z.array(z.string()).min(1).max(maxReceivers),
  msgKey: z.enum(['sampleText', 'sampleMarkdown', 'sampleActionCard']),
  msgParam: z.string(),
})

/** What an app's robot says: in the chat of a message, or to people. */
export function robotReplyRoutes(world: World): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>()

  function say(message: Omit<ChatMessage, 'id' | 'at' | 'author'>): string {
    const id = randomUUID()
    world.state.chats.push({ ...message, id, author: 'robot', at: world.now() })
    return id
  }

  app.post('/robot/sendBySession', (c) => {
    const session = world.state.robotSessions.get(c.req.query('session') ?? '')
    if (session === undefined || session.until <= world.now())
      throw new OldHostRefusal(300001, 'session 不存在')
    const reply = sessionReply.safeParse(parseJsonObject(c.get('bodyText'))).data
    if (reply === undefined) throw new OldHostRefusal(400002, '参数错误')
    const { corpId, userId, isInGroup } = session
    say({ corpId, userId, isInGroup, body: reply, way: 'session' })
    return c.json({ errcode: 0, errmsg: 'ok' })
  })

  app.post('/v1.0/robot/oToMessages/batchSend', (c) => {
    const holder = requireCorpToken(world.tokens, c.req.header(tokenHeader))
    const corp = requireScope(world, holder, 'qyapi_robot_sendmsg')
    const sending = toPeople.safeParse(parseJsonObject(c.get('bodyText'))).data
    const param = sending && parseJsonObject(sending.msgParam)
    if (param === undefined || Buffer.byteLength(sending?.msgParam ?? '') > maxParamBytes)
      throw new NewHostRefusal(400, 'invalidParameter.msgParam', '参数错误')
    if (sending?.robotCode !== holder.clientId)
      throw new NewHostRefusal(400, 'robot.oto.notExist', '机器人不存在')
    const { userIds, msgKey } = sending
    const canReach = (userId: string) =>
      findPerson(corp, userId) !== undefined && !corp.outsideRange.includes(userId)
    const { corpId } = corp
    const keys = userIds
      .filter(canReach)
      .map((userId) =>
        say({ corpId, userId, isInGroup: false, body: { msgKey, ...param }, way: 'token' }),
      )
    return c.json({
      processQueryKey: keys[0] ?? randomUUID(),
      invalidStaffIdList: userIds.filter((userId) => !canReach(userId)),
      flowControlledStaffIdList: [],
    })
  })

  return app
}

export const writingSchema = z.object({
  userId: z.string(),
  text: z.string().default(''),
  corpId: z.string().default(sandboxCorpId),
  isInGroup: z.boolean().default(false),
  msgId: z.string().optional(),
  changes: z.record(z.string(), z.unknown()).optional(),
})
