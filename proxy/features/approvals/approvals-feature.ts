import type { ToldApproval } from '#proxy/base/store/flows/approval-store.ts'
import type { Common } from '#proxy/common.ts'
import type { AccessFeature } from '#proxy/features/access/access-feature.ts'
import type { AuditFeature } from '#proxy/features/audit/audit-feature.ts'
import type { FilesFeature } from '#proxy/features/files/files-feature.ts'
import type { FlowsFeature } from '#proxy/features/flows/flows-feature.ts'
import type { MessagesFeature } from '#proxy/features/messages/messages-feature.ts'
import type { Sender } from '#proxy/features/messages/sender.ts'
import { addApprovalComment } from '#proxy/upstream/dingtalk/approval-comment.ts'
import { readApprovalPeople } from '#proxy/upstream/dingtalk/approval-people.ts'
import {
  approvalCommentKind,
  approvalCommentRow,
  createApprovalCommentSender,
} from './approval-comments.ts'
import { createApprovalContracts } from './approval-contracts.ts'
import { approvalRoutes } from './approval-routes.ts'

type Before = {
  access: AccessFeature
  audit: AuditFeature
  files: FilesFeature
  flows: FlowsFeature
  messages: MessagesFeature
}

export type ApprovalsFeature = ReturnType<typeof createApprovalsFeature>

/** DingTalk's approvals: the contracts attached to them, and the comments that the app writes. */
export function createApprovalsFeature(common: Common, before: Before) {
  const { config, store, upstream, log, now } = common
  const { access, audit, files, flows, messages } = before
  const { client, esign } = upstream
  const { registry, jobs } = store
  const contracts = createApprovalContracts({
    esign,
    access: access.flowAccess,
    flows: flows.reader,
    registry: registry.flows,
    involvements: registry.access,
    approvalPeople: (corpId, instanceId) => readApprovalPeople(client, corpId, instanceId),
    grantAccess: access.grantAccess,
    publicUrl: config.publicUrl,
    log,
  })
  // DingTalk documents comments for internal apps; without contracts of approvals there is nothing
  // to say.
  const writesComments = config.appKind === 'internal' && esign.getApprovalAttachments !== null
  return {
    /** Puts the comment on a seal approval that began; null where the app writes none. */
    putComment: writesComments
      ? async (approval: ToldApproval) => {
          const row = approvalCommentRow(approval, now())
          if (row !== null) await jobs.put([row], now())
        }
      : null,
    jobs: messages.sending(commentSenders(common)),
    routes: approvalRoutes({ contracts, sender: files.sender }, audit.auditLog),
  }
}

function commentSenders({ config, store, upstream }: Common): Record<string, Sender> {
  const { client, esign } = upstream
  const { getApprovalAttachments: attachmentsOf } = esign
  if (attachmentsOf === null) return {}
  return {
    [approvalCommentKind]: createApprovalCommentSender({
      sealApprovals: store.registry.sealApprovals,
      attachmentsOf,
      addComment: (corpId, comment) => addApprovalComment(client, corpId, comment),
      publicUrl: config.publicUrl,
    }),
  }
}
