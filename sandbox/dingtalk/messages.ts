import { z } from 'zod'
import { thirdPartyApp } from '#sandbox/credentials.ts'
import type { CorpTokenHolder } from '#sandbox/state/tokens.ts'
import { agentIdOf } from './agents.ts'
import { findPerson } from '#sandbox/state/people.ts'
import { OldHostRefusal } from '#sandbox/protocol/refusals.ts'
import type { Message, World } from '#sandbox/state/state.ts'

const maxMessageBytes = 2048
const dayMs = 86_400_000
/** A message with a status bar may have at most this many receivers. */
const maxStatusBarReceivers = 5
const barChangesMs = 7 * dayMs
const recallMs = dayMs
const resultMs = dayMs

const receivers = z.object({
  agent_id: z.union([z.string(), z.number()]).transform(String),
  userid_list: z.string().optional(),
  to_all_user: z.union([z.boolean(), z.stringbool()]).optional(),
})

// In a form, the message is JSON text.
const direct = receivers.extend({ msg: z.union([z.record(z.string(), z.unknown()), z.string()]) })

const byTemplate = receivers.extend({ template_id: z.string(), data: z.string().optional() })

/** An OA message with a status bar, whose colour has a default. */
const withBar = z.object({
  msgtype: z.literal('oa'),
  oa: z.object({
    status_bar: z.object({
      status_value: z.string().min(1),
      status_bg: z.string().default('0xFF1677FF'),
    }),
  }),
})

const ofMessage = z.object({ agent_id: z.union([z.string(), z.number()]).transform(String) })
const taskNumber = z.union([z.number(), z.string().regex(/^\d+$/).transform(Number)])

const barChange = ofMessage.extend({
  task_id: taskNumber,
  status_value: z.string().min(1),
  status_bg: z.string().optional(),
})

const resultQuery = ofMessage.extend({ task_id: taskNumber })

const recall = ofMessage.extend({ msg_task_id: taskNumber })

const templateData = z.record(z.string(), z.string())

function parse<Output>(schema: z.ZodType<Output>, params: Record<string, unknown>): Output {
  const result = schema.safeParse(params)
  if (result.success) return result.data
  throw parameterRefusal(result.error.issues[0]?.path.join('.') ?? '')
}

function parameterRefusal(what: string): OldHostRefusal {
  return new OldHostRefusal(400002, `参数错误：${what}`)
}

function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw parameterRefusal(`${name}不是合法的JSON`)
  }
}

/**
 * Sends a work notification (asynchronous-sending-of-enterprise-session-messages). It succeeds even
 * if nobody gets it: people who are not members or outside the app's scope are skipped, and so is a
 * member who got the same content within a day.
 *
 * @returns the number of the sending task
 */
export function sendWorkNotification(
  world: World,
  holder: CorpTokenHolder,
  params: Record<string, unknown>,
): number {
  const { msg: given, ...to } = parse(direct, params)
  const msg = typeof given === 'string' ? parseJson(given, 'msg') : given
  if (Buffer.byteLength(JSON.stringify(msg)) > maxMessageBytes) {
    throw parameterRefusal('msg超过2048字节')
  }
  return deliver(world, holder, { to, maxReceivers: 100, msg })
}

/**
 * Sends a work notification by a template that DingTalk has approved
 * (work-notification-templating-send-notification-interface).
 *
 * @returns the number of the sending task
 */
export function sendByTemplate(
  world: World,
  holder: CorpTokenHolder,
  params: Record<string, unknown>,
): number {
  const { template_id: templateId, data: text = '{}', ...to } = parse(byTemplate, params)
  const { approved, inReview } = thirdPartyApp.templates
  const isOfApp = holder.kind !== 'internal' && [approved, inReview].some((id) => id === templateId)
  if (!isOfApp) throw new OldHostRefusal(885001, '模板不存在')
  if (templateId === inReview) throw new OldHostRefusal(885006, '模板未审核通过')
  const data = templateData.safeParse(parseJson(text, 'data'))
  if (!data.success) throw parameterRefusal('data')
  return deliver(world, holder, { to, maxReceivers: 5000, msg: { templateId, data: data.data } })
}

type Sending = { to: z.infer<typeof receivers>; maxReceivers: number; msg: unknown }

function deliver(world: World, holder: CorpTokenHolder, sending: Sending): number {
  const { to, maxReceivers, msg } = sending
  const { agent_id: agentId, userid_list: list = '', to_all_user: toAll = false } = to
  if (agentId !== agentIdOf(holder)) throw parameterRefusal('无效的agent_id')
  const corp = world.state.corps.get(holder.corpId)
  const members = corp?.people.map((person) => person.userId) ?? []
  const userIds = toAll ? members : list.split(',').filter((userId) => userId !== '')
  if (userIds.length === 0) throw parameterRefusal('没有接收者')
  if (!toAll && userIds.length > maxReceivers) {
    throw parameterRefusal(`userid_list最多${maxReceivers}人`)
  }
  const bar = withBar.safeParse(msg).data?.oa.status_bar
  if (bar !== undefined && (toAll || userIds.length > maxStatusBarReceivers)) {
    throw parameterRefusal('status_bar仅支持userid_list，最多5人')
  }
  const content = JSON.stringify(msg)
  const { messages } = world.state
  const today = messages.filter(
    (message) =>
      message.corpId === holder.corpId &&
      message.agentId === agentId &&
      message.at > world.now() - dayMs &&
      JSON.stringify(message.msg) === content,
  )
  const invalid = userIds.filter(
    (userId) =>
      corp === undefined ||
      findPerson(corp, userId) === undefined ||
      corp.outsideRange.includes(userId),
  )
  const repeated = userIds.filter(
    (userId) =>
      !invalid.includes(userId) && today.some((message) => message.deliveredTo.includes(userId)),
  )
  const taskId = world.nextNumber()
  messages.push({
    taskId,
    corpId: holder.corpId,
    agentId,
    userIds,
    deliveredTo: userIds.filter((userId) => ![...invalid, ...repeated].includes(userId)),
    invalid,
    repeated,
    msg,
    statusBar: bar === undefined ? null : { value: bar.status_value, background: bar.status_bg },
    isRecalled: false,
    at: world.now(),
  })
  return taskId
}

function messageOf(world: World, holder: CorpTokenHolder, taskId: number): Message | undefined {
  return world.state.messages.find(
    (message) => message.taskId === taskId && message.corpId === holder.corpId,
  )
}

/** Changes the status bar of a message that was sent with one (update-work-notification-status-bar). */
export function updateStatusBar(
  world: World,
  holder: CorpTokenHolder,
  params: Record<string, unknown>,
): void {
  const {
    agent_id: agentId,
    task_id: taskId,
    status_value: value,
    status_bg,
  } = parse(barChange, params)
  if (agentId !== agentIdOf(holder)) throw new OldHostRefusal(40056, '无效的agentid')
  const message = messageOf(world, holder, taskId)
  const isOver = message === undefined || message.at <= world.now() - barChangesMs
  if (isOver || message.statusBar === null) throw new OldHostRefusal(40035, '无效的task_id')
  message.statusBar = { value, background: status_bg ?? message.statusBar.background }
}

/** Recalls a message (notification-of-work-withdrawal). */
export function recallMessage(
  world: World,
  holder: CorpTokenHolder,
  params: Record<string, unknown>,
): void {
  const { agent_id: agentId, msg_task_id: taskId } = parse(recall, params)
  const message = messageOf(world, holder, taskId)
  if (agentId !== agentIdOf(holder)) throw parameterRefusal('无效的agent_id')
  if (message === undefined || message.at <= world.now() - recallMs) {
    throw parameterRefusal('无效的msg_task_id')
  }
  message.isRecalled = true
}

/**
 * gets-the-result-of-sending-messages-asynchronously-to-the-enterprise. Nobody reads messages here.
 */
export function sendResult(
  world: World,
  holder: CorpTokenHolder,
  params: Record<string, unknown>,
): Record<string, unknown> {
  const { agent_id: agentId, task_id: taskId } = parse(resultQuery, params)
  const message = messageOf(world, holder, taskId)
  if (agentId !== agentIdOf(holder)) throw parameterRefusal('无效的agent_id')
  if (message === undefined || message.at <= world.now() - resultMs) {
    throw parameterRefusal('无效的task_id')
  }
  return {
    invalid_user_id_list: message.invalid,
    forbidden_user_id_list: message.repeated,
    failed_user_id_list: [],
    read_user_id_list: [],
    unread_user_id_list: message.deliveredTo,
    invalid_dept_id_list: [],
    forbidden_list: message.repeated.map((userid) => ({ code: '143106', count: 1, userid })),
  }
}
