import { expect, it } from 'vitest'
import type { FlowView } from '#shared/schemas/flow/flow.ts'
import type { ApprovalStatus } from '#shared/rules/codes/approval-status.ts'
import { situationOf } from '#shared/rules/situation/situation-of.ts'
import { recordOf } from './test-record.ts'
import { requesterToDo } from './requester-to-do.ts'

/** A flow with a seal approval that 李四 has to decide. */
function viewOf(status: FlowView['flow']['status'], nodeStatus: ApprovalStatus): FlowView {
  const node = { approver: '李四', status: nodeStatus, statusCode: null, startTime: 1 }
  const facts = {
    flow: {
      taskId: 'PRO-1',
      title: null,
      status,
      statusCode: 1,
      initiator: { name: null, organization: null },
      logs: [],
    },
    signers: [{ name: '张三', status: 'in-approval' as const, statusCode: 3 }],
    approvals: [
      {
        name: null,
        status: nodeStatus,
        statusCode: null,
        sponsor: '张三',
        startTime: 1,
        endTime: null,
        refuseReason: null,
        sealImageUrl: null,
        nodes: [{ ...node, decisionTime: null, decisionTimeText: null }],
      },
    ],
    people: [],
  }
  const { flow, signers, approvals } = facts
  return {
    flow,
    signers: { ok: signers },
    approvals: { ok: approvals },
    registry: null,
    fetchedAt: 0,
    situation: situationOf(facts),
  }
}

it("is to approve for a requester with the approver's name, certainly if DingTalk names the id", () => {
  const view = viewOf('signing', 'approving')
  expect(requesterToDo(view, '李四')).toBe('approve-by-name')
  expect(requesterToDo({ ...view, registry: recordOf([]) }, '李四')).toBe('approve-by-name')
  const certain = { ...view, registry: { ...recordOf([]), isApprover: true } }
  expect(requesterToDo(certain, '李四')).toBe('approve')
  const other = { ...view, registry: { ...recordOf([]), isApprover: false } }
  expect(requesterToDo(other, '李四')).toBeNull()
  expect(requesterToDo(certain, '张三')).toBeNull()
  expect(requesterToDo(view, '张三')).toBeNull()
})

it('is null once the approval is decided, or the flow has ended', () => {
  expect(requesterToDo(viewOf('signing', 'agreed'), '李四')).toBeNull()
  expect(requesterToDo(viewOf('revoked', 'approving'), '李四')).toBeNull()
})
