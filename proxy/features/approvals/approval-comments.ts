import { z } from 'zod'
import type { ApprovalComment } from '#proxy/upstream/dingtalk/approval-comment.ts'
import type { Esign } from '#proxy/upstream/esign/esign.ts'
import { isWithoutPermission } from '#proxy/upstream/dingtalk/client/refusal-error.ts'
import { readToSend } from '#proxy/features/messages/failure.ts'
import type { JobResult } from '#proxy/base/jobs/job-handler.ts'
import type { Sender } from '#proxy/features/messages/sender.ts'
import type { ApprovalStore, ToldApproval } from '#proxy/base/store/flows/approval-store.ts'
import type { NewJob } from '#proxy/base/store/jobs/job.ts'

export const approvalCommentKind = 'approval-comment'

/** e签宝 may know the contracts of an approval a little later than DingTalk tells of it. */
const afterMs = 60_000
/** Nobody needs the link on an approval that has waited for longer. */
const usefulMs = 24 * 60 * 60_000

const payloadSchema = z.object({ instanceId: z.string(), sponsor: z.string() })

/** The job that adds the link to its contracts to a seal approval, once; null if that is too late. */
export function approvalCommentRow(approval: ToldApproval, now: number): NewJob | null {
  const { corpId, instanceId, sponsor, startedAt } = approval
  const expiresAt = startedAt + usefulMs
  if (expiresAt <= now) return null
  return {
    corpId,
    kind: approvalCommentKind,
    key: `${approvalCommentKind}:${instanceId}`,
    userId: null,
    taskId: null,
    payload: { instanceId, sponsor } satisfies z.input<typeof payloadSchema>,
    dueAt: startedAt + afterMs,
    expiresAt,
  }
}

export type ApprovalCommentDeps = {
  sealApprovals: Pick<ApprovalStore, 'has'>
  attachmentsOf: NonNullable<Esign['getApprovalAttachments']>
  /** @throws ProblemError */
  addComment: (corpId: string, comment: ApprovalComment) => Promise<void>
  /** Our public address, without a slash at the end. */
  publicUrl: string
}

/**
 * Adds the address of an approval's contracts to it as a comment, in the name of the person who asked
 * for the seal. Without DingTalk's permission for it nothing is added, and nobody is told: the
 * permission is how an organisation chooses it.
 */
export function createApprovalCommentSender(deps: ApprovalCommentDeps): Sender {
  const { sealApprovals, attachmentsOf, addComment, publicUrl } = deps
  return {
    isRepeatable: false,
    disturbs: () => true,
    async run({ corpId, payload }, { begin }): Promise<JobResult> {
      const { instanceId, sponsor } = payloadSchema.parse(payload)
      if (!(await sealApprovals.has(corpId, instanceId))) return { dropped: 'moved-on' }
      const contracts = await readToSend(attachmentsOf(corpId, instanceId))
      if (contracts.length === 0) return { dropped: 'no-contracts' }
      const text = commentText(approvalAddress(publicUrl, corpId, instanceId))
      await begin()
      try {
        await addComment(corpId, { instanceId, commenter: sponsor, text })
      } catch (error) {
        if (isWithoutPermission(error)) return { dropped: 'permission-missing' }
        throw error
      }
      return {}
    },
  }
}

function approvalAddress(publicUrl: string, corpId: string, instanceId: string): string {
  const query = new URLSearchParams({ corpId })
  return `${publicUrl}/approvals/${encodeURIComponent(instanceId)}?${query.toString()}`
}

/** Bilingual, as the readers' languages are unknown. Says who wrote it, as DingTalk names a person. */
function commentText(address: string): string {
  return `查看合同和签署进度（由“合同进度”自动添加）\nSee the contract and its progress (added by Contract progress)\n${address}`
}
