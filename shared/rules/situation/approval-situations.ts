import type { FlowLog } from '#shared/rules/flow.ts'
import type { ApprovalNode, SealApproval } from '#shared/rules/seal-approval.ts'
import { indexLogs } from './log-index.ts'
import { openRefusal } from './open-refusal.ts'
import { signatureTimes } from './signature-times.ts'
import type { ApprovalSituation, ApprovalState, SignerSituation } from './situation.ts'

type Asker = Pick<SignerSituation, 'name' | 'state' | 'order'>

export type ApprovalFacts = {
  approvals: readonly SealApproval[]
  /** Empty if they could not be read. */
  signers: readonly Asker[]
  logs: readonly FlowLog[]
  /** Whether the flow is being signed, and nobody has refused to. */
  isSigning: boolean
}

export function approvalSituations(facts: ApprovalFacts): ApprovalSituation[] {
  const { approvals, signers, logs, isSigning } = facts
  const held = heldSigners(facts)
  const isLater = laterOf(approvals)
  const taken = new Set<number>()
  const index = indexLogs(logs)
  const times = signatureTimes(signers, logs, index)
  return approvals.map((approval, place): ApprovalSituation => {
    const state = stateOf(approval)
    const later = approvals.filter((_, other) => isLater(other, place))
    const refusal =
      state === 'refused' && isSigning
        ? openRefusal({
            refused: approval,
            at: decidedAt(approval),
            later,
            signers,
            index,
            times,
            taken,
          })
        : null
    if (refusal !== null && refusal.signer !== null) taken.add(refusal.signer)
    const signer = held.get(place) ?? refusal?.signer ?? null
    const nodes = state === 'running' ? decidingNodes(approval.nodes) : decidedNodes(approval)
    return {
      state,
      signer,
      isWaitedFor: isSigning && state === 'running' && (signer !== null || mayHold(facts, place)),
      isOpenRefusal: refusal !== null,
      deciders: nodes.flatMap(({ approver }) => (approver === null ? [] : [approver])),
      since: state === 'running' ? waitingSince(approval, nodes[0]) : decidedAt(approval),
      reason: approval.refuseReason,
    }
  })
}

function stateOf({ status }: SealApproval): ApprovalState {
  return status === 'approving' || status === 'waiting' ? 'running' : status
}

/**
 * The one who requested it, or else the only one left on both sides.
 * @returns indexes of signers by indexes of approvals
 */
function heldSigners({ approvals, signers, isSigning }: ApprovalFacts): Map<number, number> {
  const held = new Map<number, number>()
  if (!isSigning) return held
  const running = approvals.flatMap((approval, index) =>
    stateOf(approval) === 'running' ? [index] : [],
  )
  const taken = new Set<number>()
  const assign = (approval: number, signer: number) => {
    if (signer < 0) return
    held.set(approval, signer)
    taken.add(signer)
  }
  for (const state of ['held', 'due'] as const)
    for (const index of running) {
      const sponsor = approvals[index]?.sponsor ?? null
      if (sponsor === null || held.has(index)) continue
      const isAsker = (signer: Asker, place: number) =>
        signer.name === sponsor && signer.state === state && !taken.has(place)
      assign(index, signers.findIndex(isAsker))
    }
  const [left, ...more] = running.filter((index) => !held.has(index))
  const waiting = signers.flatMap(({ state }, index) =>
    state === 'held' && !taken.has(index) ? [index] : [],
  )
  if (left !== undefined && more.length === 0 && waiting.length === 1)
    assign(left, waiting[0] ?? -1)
  return held
}

/** Whether an approval may block a signer although it is unknown which. */
function mayHold({ approvals, signers }: ApprovalFacts, index: number): boolean {
  const sponsor = approvals[index]?.sponsor ?? null
  const hasSigned = ({ state }: Asker) => state === 'done'
  if (signers.length > 0 && signers.every(hasSigned)) return false
  const askers = signers.filter(({ name }) => name !== null && name === sponsor)
  return askers.length === 0 || !askers.every(hasSigned)
}

/** By time if possible, or else by the list's order. */
function laterOf(approvals: readonly SealApproval[]): (one: number, other: number) => boolean {
  const timed = approvals.flatMap(({ startTime }) => (startTime === null ? [] : [startTime]))
  const isNewestFirst = (timed[0] ?? 0) > (timed[timed.length - 1] ?? 0)
  return (one, other) => {
    const times = [approvals[one]?.startTime ?? null, approvals[other]?.startTime ?? null] as const
    if (times[0] !== null && times[1] !== null && times[0] !== times[1]) return times[0] > times[1]
    return isNewestFirst ? one < other : one > other
  }
}

function decidingNodes(nodes: readonly ApprovalNode[]): ApprovalNode[] {
  const deciding = nodes.filter(({ status }) => status === 'approving')
  if (deciding.length > 0) return deciding
  const first = nodes.find(({ status }) => status === 'waiting')
  return first === undefined ? [] : [first]
}

function decidedNodes({ status, nodes }: SealApproval): ApprovalNode[] {
  return status === 'refused' ? nodes.filter((node) => node.status === 'refused') : []
}

/** A step starts at its own time, or else with the previous decision, or else with the approval. */
function waitingSince({ startTime, nodes }: SealApproval, deciding?: ApprovalNode): number | null {
  return deciding?.startTime ?? latest(nodes) ?? startTime
}

function decidedAt({ endTime, nodes }: SealApproval): number | null {
  return endTime ?? latest(nodes)
}

function latest(nodes: readonly ApprovalNode[]): number | null {
  const times = nodes.flatMap(({ decisionTime }) => (decisionTime === null ? [] : [decisionTime]))
  return times.length > 0 ? Math.max(...times) : null
}
