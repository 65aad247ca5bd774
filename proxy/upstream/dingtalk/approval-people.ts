import { z } from 'zod'
import { replyAs } from '#proxy/upstream/dingtalk/client/reply-as.ts'
import type { DingTalkClient } from './client/client.ts'

const userId = z.string().min(1)

/** Rights depend on this list, so anything malformed is skipped. */
const userIds = z.array(userId.nullable().catch(null)).nullish().catch(null)

const replySchema = z.object({
  result: z.object({
    originatorUserId: userId.nullish().catch(null),
    approverUserIds: userIds,
    tasks: z
      .array(z.object({ userId: userId.nullish().catch(null) }).catch({ userId: null }))
      .nullish()
      .catch(null),
  }),
})

export type ApprovalPeople = {
  originator: string | null
  /** Everyone who decided, decides or will decide on it. */
  approvers: ReadonlySet<string>
}

/**
 * Who started an approval and who decides on it: `GET /v1.0/workflow/processInstances`
 * (obtains-the-details-of-a-single-approval-instance), which counts in the monthly quota.
 * @throws ProblemError, `upstream-rejected` for an unknown approval
 */
export async function readApprovalPeople(
  client: DingTalkClient,
  corpId: string,
  instanceId: string,
): Promise<ApprovalPeople> {
  const api = '/v1.0/workflow/processInstances'
  const reply = await client.callApi(corpId, {
    method: 'GET',
    api,
    path: `${api}?processInstanceId=${encodeURIComponent(instanceId)}`,
    scope: 'Workflow.Instance.Read',
  })
  const { result } = replyAs(replySchema, reply, 'an approval')
  const { originatorUserId, approverUserIds, tasks } = result
  const ids = [...(approverUserIds ?? []), ...(tasks ?? []).map((task) => task.userId)]
  return {
    originator: originatorUserId ?? null,
    approvers: new Set(ids.filter((id) => typeof id === 'string')),
  }
}
