import { noTexts } from '#shared/rules/party/party.ts'
import { flowPayload } from '#proxy/upstream/esign/flows/get-flow.ts'
import { sealApprovalsPayload } from '#proxy/upstream/esign/flows/get-seal-approvals.ts'
import { signingPayload } from '#proxy/upstream/esign/flows/get-signers.ts'
import { toFlowUpdate } from '#proxy/features/flows/read/flow-update.ts'
import type { FlowReading } from '#proxy/features/flows/read/flow-reading.ts'
import type { FlowStore } from '#proxy/base/store/flows/flow-types.ts'

/** A flow of the sandbox, with e签宝's own answers about it; times are epoch milliseconds. */
export type SandboxFlow = {
  taskId: string
  corpId: string
  title: string
  initiator: { userId: string; name: string; organization: string }
  signers: readonly {
    userId: string | null
    account: string | null
    name: string
    organization: string
    seals: readonly string[]
    order: number
  }[]
  copies: readonly { userId: string; name: string }[]
  deadline: number | null
  createdAt: number
  answers: { detail: unknown; signing: unknown; approvals: unknown }
}

/**
 * Stores the sandbox's flows as if started here, so that its people see them. Makes no calls, which
 * would count as those of a visit.
 */
export async function recordSandboxFlows(
  registry: Pick<FlowStore, 'recordStart' | 'beginReading' | 'recordReading'>,
  flows: readonly SandboxFlow[],
  readAt: number,
): Promise<void> {
  const readings: Promise<unknown>[] = []
  for (const flow of flows) {
    const { taskId, corpId, title, deadline, createdAt: startedAt } = flow
    const { order } = await registry.beginReading(corpId, taskId)
    const read = readingOf(flow, readAt, order)
    const signers = flow.signers.map(({ organization, seals, ...signer }) => ({
      ...noTexts,
      ...signer,
      role: 'signer' as const,
      organization: signer.userId === null ? organization : null,
      requirement: seals.join(','),
    }))
    const copies = flow.copies.map((copy) => ({
      ...noTexts,
      ...copy,
      role: 'cc' as const,
      order: null,
      requirement: null,
    }))
    const people = [...signers, ...copies]
    const { status } = read.flow
    const { initiator } = flow
    const start = { taskId, title, status, initiator, people, deadline, startedAt }
    await registry.recordStart(corpId, start)
    readings.push(registry.recordReading(corpId, toFlowUpdate(read, people)))
  }
  await Promise.all(readings)
}

function readingOf(
  { taskId, answers }: SandboxFlow,
  fetchedAt: number,
  order: number,
): FlowReading {
  return {
    flow: { taskId, ...flowPayload.parse(answers.detail) },
    signers: signingPayload.parse(answers.signing).signers,
    approvals: sealApprovalsPayload.parse(answers.approvals),
    fetchedAt,
    order,
  }
}
