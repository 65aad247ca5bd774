import type { SealApproval } from '#sandbox/state/flow-model.ts'

/**
 * A seal approval in the answers of both generations, without fields for what has not happened.
 *
 * @param approvalTime formats the time of a decision, which the generations type differently
 */
export function sealApprovalAnswer<Time>(
  approval: SealApproval & { sealIdImg?: string },
  approvalTime: (decidedAt: number | null) => Time,
) {
  return {
    approvalName: approval.name,
    sponsorAccountName: approval.sponsor,
    sealIdImg: approval.sealIdImg,
    status: approval.status,
    startTime: approval.startedAt,
    endTime: approval.endedAt ?? undefined,
    refuseReason: approval.refuseReason ?? undefined,
    approvalNodes: approval.nodes.map((node) => ({
      approverName: node.approver,
      status: node.status,
      startTime: node.startedAt ?? undefined,
      approvalTime: approvalTime(node.decidedAt),
    })),
  }
}
