import { flowDetailSchema } from '#proxy/esign/payloads/flow-detail.ts'
import { toFlow } from '#proxy/esign/payloads/flow-mapping.ts'
import { sealApprovalsPayload } from '#proxy/esign/payloads/seal-approval-payload.ts'
import { signingPayload } from '#proxy/esign/payloads/signing-payload.ts'
import { toFlowUpdate } from '#proxy/flows/read/flow-update.ts'
import type { FlowReading } from '#proxy/flows/read/flow-reading.ts'
import type { FlowRegistry, Generation } from '#proxy/store/flows/flow-types.ts'

/** A flow of the sandbox, with e签宝's own numbers; times are epoch milliseconds. */
export type SandboxFlow = {
  taskId: string
  corpId: string
  title: string
  status: number
  initiator: { userId: string; name: string; organization: string }
  signers: readonly {
    userId: string | null
    account: string | null
    name: string
    order: number
    status: number
  }[]
  copies: readonly { userId: string; name: string }[]
  deadline: number | null
  createdAt: number
  approvals: readonly {
    name: string
    status: string
    sponsor: string
    startedAt: number
    endedAt: number | null
    refuseReason: string | null
    nodes: readonly { approver: string; status: string; startedAt: number | null }[]
  }[]
  logs: readonly { type: string; description: string; operator: string; time: number }[]
}

/**
 * Stores the sandbox's flows as if started here, so that its people see them. Makes no calls, which
 * would count as those of a visit.
 */
export async function recordSandboxFlows(
  registry: Pick<FlowRegistry, 'recordStart' | 'beginReading' | 'recordReading'>,
  flows: readonly SandboxFlow[],
  generation: Generation,
  readAt: number,
): Promise<void> {
  // Written concurrently, so that they are batched.
  const readings: Promise<unknown>[] = []
  for (const flow of flows) {
    const { taskId, corpId, title, deadline, createdAt: startedAt } = flow
    const read = readingOf(flow, readAt, await registry.beginReading())
    const signers = flow.signers.map(({ userId, account, name, order }) => {
      return { role: 'signer' as const, userId, account, name, order, requirement: null }
    })
    const copies = flow.copies.map(({ userId, name }) => {
      return { role: 'cc' as const, userId, account: null, name, order: null, requirement: null }
    })
    const people = [...signers, ...copies]
    const { status } = read.flow
    const { initiator } = flow
    const start = { taskId, title, generation, status, initiator, people, deadline, startedAt }
    await registry.recordStart(corpId, start)
    readings.push(registry.recordReading(corpId, toFlowUpdate(read, generation, people)))
  }
  await Promise.all(readings)
}

function readingOf(
  { taskId, title, status, initiator, signers, approvals, logs }: SandboxFlow,
  readAt: number,
  order: number,
): FlowReading {
  const detail = flowDetailSchema.parse({
    businessScene: title,
    flowStatus: status,
    initiatorName: initiator.name,
    initiatorAuthorizedName: initiator.organization,
    logs: logs.map(({ type, description, operator, time }) => ({
      logType: type,
      operateDescription: description,
      operateTime: time,
      operatorAccountName: operator,
    })),
  })
  const signing = signingPayload.parse({
    flowStatus: status,
    signers: signers.map((signer) => ({ signerName: signer.name, signStatus: signer.status })),
  })
  const asked = approvals.map(({ nodes, ...approval }) => ({
    approvalName: approval.name,
    status: approval.status,
    sponsorAccountName: approval.sponsor,
    startTime: approval.startedAt,
    endTime: approval.endedAt,
    refuseReason: approval.refuseReason,
    approvalNodes: nodes.map(({ approver, status: step, startedAt }) => {
      return { approverName: approver, status: step, startTime: startedAt }
    }),
  }))
  return {
    flow: toFlow(taskId, detail),
    signers: signing.signers,
    approvals: sealApprovalsPayload.parse(asked),
    fetchedAt: readAt,
    order,
  }
}
