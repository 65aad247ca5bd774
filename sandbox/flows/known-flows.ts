import type { Flow, FlowLog, SealApproval, SignStatus } from './flow-model.ts'

/** What an app knows about a flow that it started and read. e签宝 has no call that lists flows. */
export type KnownFlow = {
  taskId: string
  corpId: string
  title: string
  /** One of `flowStatus`. */
  status: number
  initiator: { userId: string; name: string; organization: string }
  signers: {
    /** Null for an outside person. */
    userId: string | null
    /** Null for a member. */
    account: string | null
    name: string
    order: number
    status: SignStatus
  }[]
  copies: { userId: string; name: string }[]
  /** Epoch milliseconds. */
  deadline: number | null
  /** Epoch milliseconds. */
  createdAt: number
  approvals: Omit<SealApproval, 'signerId'>[]
  logs: FlowLog[]
}

/** All flows, as the app that started them knows them. */
export function knownFlows(flows: Iterable<Flow>): KnownFlow[] {
  return Array.from(flows, ({ taskId, corpId, title, status, initiator, deadline, ...flow }) => ({
    taskId,
    corpId,
    title,
    status,
    initiator: { ...initiator },
    signers: flow.signers.map((signer) => ({
      userId: signer.userId,
      account: signer.account,
      name: signer.name,
      order: signer.order,
      status: signer.status,
    })),
    copies: flow.copies.map((copy) => ({ ...copy })),
    deadline,
    createdAt: Math.min(...flow.logs.map(({ time }) => time)),
    approvals: structuredClone(flow.approvals),
    logs: flow.logs.map((log) => ({ ...log })),
  }))
}
