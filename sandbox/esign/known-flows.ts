import type { Flow } from '#sandbox/state/flow-model.ts'
import { detailOf, signingOf } from './flow-queries.ts'
import { sealApprovalAnswer } from './seal-approval-answer.ts'

/**
 * All flows, as the app that started and read them knows them. e签宝 has no call that lists flows.
 */
export function knownFlows(flows: Iterable<Flow>) {
  return Array.from(flows, (flow) => ({
    taskId: flow.taskId,
    corpId: flow.corpId,
    title: flow.title,
    initiator: { ...flow.initiator },
    signers: flow.signers.map(({ userId, account, name, organization, seals, order }) => {
      return { userId, account, name, organization, seals: [...seals], order }
    }),
    copies: flow.copies.map((copy) => ({ ...copy })),
    deadline: flow.deadline,
    createdAt: Math.min(...flow.logs.map(({ time }) => time)),
    /** What e签宝 answers about the flow. */
    answers: {
      detail: { businessScene: flow.title, ...detailOf(flow) },
      signing: { businessScene: flow.title, ...signingOf(flow) },
      approvals: flow.approvals.map((approval) =>
        sealApprovalAnswer(approval, (decidedAt) => decidedAt ?? undefined),
      ),
    },
  }))
}
