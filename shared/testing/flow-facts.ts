import type { LogType } from '#shared/rules/codes/log-type.ts'
import type { SignerStatus } from '#shared/rules/codes/signer-status.ts'
import type { FlowLog, Signer } from '#shared/rules/flow.ts'
import type { ApprovalNode, SealApproval } from '#shared/rules/seal-approval.ts'
import { signerStates } from '#shared/rules/situation/situation.ts'

export function logOf(
  type: LogType,
  time: number | null,
  operator: string | null = null,
  description: string | null = null,
): FlowLog {
  return { type, typeCode: null, description, operator, time }
}

export function signerOf(name: string | null, status: SignerStatus): Signer {
  return { name, status, statusCode: null }
}

/** A running approval, unless `facts` say otherwise. */
export function approvalOf(facts: Partial<SealApproval>): SealApproval {
  return {
    name: null,
    status: 'approving',
    statusCode: null,
    sponsor: null,
    startTime: null,
    endTime: null,
    refuseReason: null,
    sealImageUrl: null,
    nodes: [],
    ...facts,
  }
}

export function nodeOf(
  approver: string | null,
  status: ApprovalNode['status'],
  facts: Partial<ApprovalNode> = {},
): ApprovalNode {
  const unknown = { startTime: null, decisionTime: null, decisionTimeText: null }
  return { approver, status, statusCode: null, ...unknown, ...facts }
}

/** Of such as `甲 due`, or `甲 due 2` with a place in the order; `-` is somebody without a name. */
export function placedSigners(texts: readonly string[]) {
  return texts.map((text) => {
    const [name = '', given, order] = text.split(' ')
    const state = signerStates.find((one) => one === given)
    if (state === undefined) throw new Error(`not the state of a signer: ${text}`)
    return {
      name: name === '-' ? null : name,
      state,
      order: order === undefined ? null : Number(order),
    }
  })
}
