import type { FlowView } from '#shared/schemas/flow/flow.ts'
import type { Flow, Signer } from '#shared/rules/flow.ts'
import type { SealApproval } from '#shared/rules/seal-approval.ts'
import type { FlowPerson } from '#shared/schemas/flow/flow-record.ts'
import type { Reminder } from '#shared/schemas/flow/remind/reminder.ts'

/** Identifies the format of a record, so that it can be verified later. */
export const printFormat = 'esign-flow-audit/1'

/**
 * The contents of a print record (docs/audit-trail.md). The same for everybody and at any time, as
 * long as nothing happens to the flow. Times are epoch milliseconds; null is what neither e签宝 nor
 * the app knows.
 */
export type PrintData = {
  format: typeof printFormat
  signers: Signer[] | null
  /** Without the images, whose URLs change. */
  approvals: Omit<SealApproval, 'sealImageUrl'>[] | null
  /** The people it was started with in this app. */
  people: Pick<FlowPerson, 'role' | 'name' | 'order' | 'requirement'>[] | null
  /** The deadline for signing, if this app knows it. */
  deadline: number | null
  /** Reminders that this app sent; they are not in e签宝's log. */
  urges: Reminder[] | null
} & Flow

/** Extracts the contents of a print record from a view. */
export function printData({ flow, signers, approvals, registry }: FlowView): PrintData {
  return {
    format: printFormat,
    taskId: flow.taskId,
    title: flow.title,
    status: flow.status,
    statusCode: flow.statusCode,
    initiator: { name: flow.initiator.name, organization: flow.initiator.organization },
    logs: flow.logs.map(({ type, typeCode, description, operator, time }) => {
      return { type, typeCode, description, operator, time }
    }),
    signers:
      'ok' in signers
        ? signers.ok.map(({ name, status, statusCode }) => ({ name, status, statusCode }))
        : null,
    approvals: 'ok' in approvals ? approvals.ok.map(approvalOf) : null,
    people:
      registry?.people.map(({ role, name, order, requirement }) => {
        return { role, name, order, requirement }
      }) ?? null,
    deadline: registry?.deadline ?? null,
    urges:
      (registry?.reminders ?? registry?.urges)?.map(({ name, recipients, at }) => {
        return { name, recipients, at }
      }) ?? null,
  }
}

function approvalOf(approval: SealApproval): Omit<SealApproval, 'sealImageUrl'> {
  const { name, status, statusCode, sponsor, startTime, endTime, refuseReason, nodes } = approval
  return {
    name,
    status,
    statusCode,
    sponsor,
    startTime,
    endTime,
    refuseReason,
    nodes: nodes.map((node) => ({
      approver: node.approver,
      status: node.status,
      statusCode: node.statusCode,
      startTime: node.startTime,
      decisionTime: node.decisionTime,
      decisionTimeText: node.decisionTimeText,
    })),
  }
}
