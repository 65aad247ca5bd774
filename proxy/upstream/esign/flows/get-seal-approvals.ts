import { z } from 'zod'
import type { ApprovalNode, SealApproval } from '#shared/rules/seal-approval.ts'
import type { Operation } from '#proxy/upstream/esign/wire/operation.ts'
import { codeOfV1 } from '#proxy/upstream/esign/wire/refusals.ts'
import {
  code,
  fileAddress,
  list,
  payloadList,
  textValue,
  timeValue,
  vocabulary,
} from '#proxy/upstream/esign/wire/upstream-values.ts'
import { noteSettled } from '#proxy/upstream/settled.ts'

const toStatus = vocabulary([
  ['WAIT', 'waiting'],
  ['APPROVING', 'approving'],
  ['AGREED', 'agreed'],
  ['REFUSED', 'refused'],
])

type Moment = Pick<ApprovalNode, 'decisionTime' | 'decisionTimeText'>

/** A date and time with a zone. */
const zonedTime = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/

/**
 * When an approver decided: a number in 1.0, text in 2.0, whose samples show only "-". Other text
 * is kept as it is, as the zone of a plain date is unknown.
 */
function toMoment(value: unknown): Moment {
  const milliseconds = timeValue.parse(value)
  if (milliseconds !== null) {
    noteSettled('approval-time', 'milliseconds')
    return { decisionTime: milliseconds, decisionTimeText: null }
  }
  const words = typeof value === 'string' ? value.trim() : ''
  const parsed = zonedTime.test(words) ? timeValue.parse(Date.parse(words)) : null
  if (parsed !== null) {
    noteSettled('approval-time', 'with-zone')
    return { decisionTime: parsed, decisionTimeText: null }
  }
  const isPlaceholder = /^(-*|0|null)$/i.test(words)
  if (isPlaceholder) return { decisionTime: null, decisionTimeText: null }
  noteSettled('approval-time', 'other-text')
  return { decisionTime: null, decisionTimeText: words }
}

const nodePayload = z
  .object({
    approverName: textValue,
    status: code,
    startTime: timeValue,
    approvalTime: z.unknown().optional().transform(toMoment),
  })
  .transform(({ approverName, status, startTime, approvalTime }): ApprovalNode => ({
    approver: approverName,
    status: toStatus(status),
    statusCode: status,
    startTime,
    ...approvalTime,
  }))

/** More than a contract has; each is compared with each, and with each signer. */
const maxApprovals = 500
const maxNodes = 100

const approvalPayload = z
  .object({
    approvalName: textValue,
    status: code,
    sponsorAccountName: textValue,
    startTime: timeValue,
    endTime: timeValue,
    refuseReason: textValue,
    sealIdImg: fileAddress,
    approvalNodes: list(nodePayload, maxNodes),
  })
  .transform((approval): SealApproval => ({
    name: approval.approvalName,
    status: toStatus(approval.status),
    statusCode: approval.status,
    sponsor: approval.sponsorAccountName,
    startTime: approval.startTime,
    endTime: approval.endTime,
    refuseReason: approval.refuseReason,
    sealImageUrl: approval.sealIdImg,
    nodes: approval.approvalNodes,
  }))

export const sealApprovalsPayload = payloadList(approvalPayload, maxApprovals)

/**
 * A flow's seal approvals; empty if none were needed.
 * @throws ProblemError `flow-not-found`
 */
export const getSealApprovals = {
  '2.0': {
    sdkName: 'approvalList',
    page: 'obtains-the-print-approval-list-for-process-tasks',
    method: 'GET',
    path: '/v2.0/esign/approvals/{taskId}',
    refusals: { requestParamError: 'flow-not-found', getFlowInfoError: 'flow-not-found' },
  },
  '1.0': {
    sdkName: 'listSealApproval',
    page: 'obtain-the-process-task-print-approval-list-1',
    method: 'GET',
    path: '/v1.0/esign/seals/approval/list',
    query: 'taskId',
    refusals: { [codeOfV1]: 'flow-not-found' },
  },
  call: (ask, taskId: string) => ask({ parameters: { taskId } }, sealApprovalsPayload),
} satisfies Operation
