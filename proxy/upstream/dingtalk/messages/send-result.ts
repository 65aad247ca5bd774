import { z } from 'zod'
import { replyAs } from '#proxy/upstream/dingtalk/client/reply-as.ts'
import type { DingTalkClient } from '#proxy/upstream/dingtalk/client/client.ts'

/** A person whom DingTalk did not deliver an accepted work notification to. */
export type MissedPerson = { userId: string; reason: MissedReason }

/**
 * - `person-outside-or-left`: nobody in the app's scope has this user id.
 * - `over-limit`: above a person's limit for a day, or a corp's for a minute.
 * - `same-text`: the person got the same content today.
 * - `content-forbidden`, `person-protected`: DingTalk blocks the content, or protects an executive.
 * - `not-delivered`: DingTalk documents no reason.
 */
export type MissedReason =
  | 'person-outside-or-left'
  | 'over-limit'
  | 'same-text'
  | 'content-forbidden'
  | 'person-protected'
  | 'not-delivered'

/**
 * Codes in `forbidden_list` (gets-the-result-of-sending-messages-asynchronously-to-the-enterprise).
 */
const reasons: Readonly<Record<string, MissedReason>> = {
  143106: 'same-text',
  143206: 'same-text',
  1430002: 'content-forbidden',
  1430003: 'not-delivered',
  1430004: 'person-protected',
}

const userIds = z.array(z.string()).nullish().catch(null)

const replySchema = z.object({
  send_result: z.object({
    invalid_user_id_list: userIds,
    forbidden_user_id_list: userIds,
    failed_user_id_list: userIds,
    forbidden_list: z
      .array(
        z.object({ code: z.union([z.string(), z.number()]).transform(String), userid: z.string() }),
      )
      .nullish()
      .catch(null),
  }),
})

/**
 * For up to 100 receivers, within a day: `POST …/getsendresult` on the old host.
 * @param notificationId as `sendWorkNotification` returned it
 * @throws ProblemError, `upstream-rejected` for one that has expired
 */
export async function readSendResult(
  client: DingTalkClient,
  { corpId, agentId }: { corpId: string; agentId: string },
  notificationId: string,
): Promise<MissedPerson[]> {
  const path = '/topapi/message/corpconversation/getsendresult'
  const body = { agent_id: Number(agentId), task_id: Number(notificationId) }
  const reply = await client.callOapi(corpId, { path, body })
  const parsed = replyAs(replySchema, reply, 'who got the message').send_result
  const { invalid_user_id_list: invalid, forbidden_user_id_list: forbidden } = parsed
  const { failed_user_id_list: failed, forbidden_list: causes } = parsed
  const missed = new Map<string, MissedReason>()
  for (const userId of failed ?? []) missed.set(userId, 'not-delivered')
  for (const userId of forbidden ?? []) missed.set(userId, 'over-limit')
  for (const { userid, code } of causes ?? []) missed.set(userid, reasons[code] ?? 'over-limit')
  for (const userId of invalid ?? []) missed.set(userId, 'person-outside-or-left')
  return [...missed].map(([userId, reason]) => ({ userId, reason }))
}
