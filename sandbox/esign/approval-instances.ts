import type { Flow, SealApproval } from '#sandbox/state/flow-model.ts'
import type { Corp } from '#sandbox/state/people.ts'
import type { ApprovalInstance } from '#sandbox/state/state.ts'

/** DingTalk's id of a seal approval. */
export function instanceIdOf({ taskId }: Flow, { signerId, startedAt }: SealApproval): string {
  return `${taskId}-${signerId}-${startedAt}`
}

/** A seal approval as DingTalk has it. */
export function instanceOf(corp: Corp, flow: Flow, approval: SealApproval): ApprovalInstance {
  const { signerId, name, startedAt } = approval
  return {
    corpId: corp.corpId,
    title: name,
    originator: flow.signers.find(({ id }) => id === signerId)?.userId ?? '',
    approvers: corp.sealApprovers,
    copies: [],
    startedAt,
    flows: [{ taskId: flow.taskId, fileIds: flow.documents.map(({ fileId }) => fileId) }],
    comments: [],
  }
}
