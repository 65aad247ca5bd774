import { z } from 'zod'
import type { CorpTokenHolder } from './access-tokens.ts'
import { agentIdOf } from './agents.ts'
import { findPerson } from '../people.ts'
import { OldHostRefusal } from '../protocol/refusals.ts'
import type { World } from '../state.ts'

const longestMessage = 2048
const mostReceivers = 100
const dayMs = 86_400_000

const request = z.object({
  agent_id: z.union([z.string(), z.number()]).transform(String),
  userid_list: z.string().optional(),
  to_all_user: z.union([z.boolean(), z.stringbool()]).optional(),
  // A form carries the message as text.
  msg: z.union([z.record(z.string(), z.unknown()), z.string()]),
})

function parseMessage(msg: z.infer<typeof request>['msg']): unknown {
  if (typeof msg !== 'string') return msg
  try {
    return JSON.parse(msg)
  } catch {
    throw new OldHostRefusal(400002, '参数错误：msg不是合法的JSON')
  }
}

/**
 * Sends a work notification (asynchronous-sending-of-enterprise-session-messages). It succeeds even
 * where somebody gets nothing: people who are no members, and the same content a second time
 * within a day.
 *
 * @returns the number of the sending task
 */
export function sendWorkNotification(
  world: World,
  holder: CorpTokenHolder,
  params: Record<string, unknown>,
): number {
  const result = request.safeParse(params)
  if (!result.success) {
    throw new OldHostRefusal(400002, `参数错误：${result.error.issues[0]?.path.join('.') ?? ''}`)
  }
  const { agent_id: agentId, userid_list: list = '', to_all_user: toAll = false } = result.data
  if (agentId !== agentIdOf(holder)) throw new OldHostRefusal(400002, '参数错误：无效的agent_id')
  const corp = world.state.corps.get(holder.corpId)
  const members = corp?.people.map((person) => person.userId) ?? []
  const userIds = toAll ? members : list.split(',').filter((userId) => userId !== '')
  if (userIds.length === 0) throw new OldHostRefusal(400002, '参数错误：没有接收者')
  if (!toAll && userIds.length > mostReceivers) {
    throw new OldHostRefusal(400002, '参数错误：userid_list最多100人')
  }
  const msg = parseMessage(result.data.msg)
  const content = JSON.stringify(msg)
  if (Buffer.byteLength(content) > longestMessage) {
    throw new OldHostRefusal(400002, '参数错误：msg超过2048字节')
  }
  const { messages } = world.state
  const today = messages.filter(
    (message) =>
      message.corpId === holder.corpId &&
      message.agentId === agentId &&
      message.at > world.now() - dayMs &&
      JSON.stringify(message.msg) === content,
  )
  const deliveredTo = userIds.filter(
    (userId) =>
      corp !== undefined &&
      findPerson(corp, userId) !== undefined &&
      !today.some((message) => message.deliveredTo.includes(userId)),
  )
  const taskId = 100_000 + messages.length
  messages.push({
    taskId,
    corpId: holder.corpId,
    agentId,
    userIds,
    deliveredTo,
    msg,
    at: world.now(),
  })
  return taskId
}
