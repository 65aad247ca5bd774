import { requireDone } from './messages/require-done.ts'
import type { DingTalkClient } from './client/client.ts'

export type ApprovalComment = {
  instanceId: string
  /** User id of the member in whose name it is made; DingTalk knows no other commenters. */
  commenter: string
  /** At most 1024 characters. */
  text: string
}

/**
 * `POST /v1.0/workflow/processInstances/comments` (official-approval-adds-approval-comments),
 * documented for internal apps. Not idempotent.
 * @throws ProblemError `upstream-permission`, or `upstream-rejected` for an unknown approval
 */
export async function addApprovalComment(
  client: DingTalkClient,
  corpId: string,
  { instanceId, commenter, text }: ApprovalComment,
): Promise<void> {
  const api = '/v1.0/workflow/processInstances/comments'
  const reply = await client.callApi(corpId, {
    method: 'POST',
    api,
    path: api,
    body: { processInstanceId: instanceId, commentUserId: commenter, text },
    scope: 'Workflow.Instance.Write',
  })
  requireDone(reply)
}
