import type { Flow } from './flow.ts'
import type { FlowPerson } from './flow-record.ts'
import { hasEnded } from './flow-status.ts'
import type { ApprovalNode, SealApproval } from './seal-approval.ts'
import type { Signer } from './signing.ts'

/** All that is known of a flow; null for what could not be learnt. */
export interface NextStepFacts {
  flow: Flow
  signers: readonly Signer[] | null
  approvals: readonly SealApproval[] | null
  /** Whom the flow was started with here; nobody, or left out, when that is not known. */
  people?: readonly Pick<FlowPerson, 'role' | 'name' | 'order'>[]
}

/**
 * What happens next to a flow.
 * - `waiting-for-signature`: it is the turn of `people`.
 * - `waiting-for-anyone`: `people` have not signed, and nothing tells whose turn it is.
 * - `waiting-for-seal-approval`: `people` have to approve the use of the corp's seal.
 * - `seal-approval-refused`: `people` refused that use, and the flow goes on waiting.
 * - `signing-unknown-who`: it is being signed, and that is all that is known.
 * - `refused-not-ended`: a contradiction: `people` refused to sign, yet it goes on being signed.
 * - `all-signed-not-completed`: a contradiction; upstream may be a moment behind.
 * - `completed-not-all-signed`: the other contradiction; `people` are shown as not having signed.
 * - the rest: what the flow's status says; with `refused`, `people` refused.
 */
export const nextStepKinds = [
  'draft',
  'waiting-for-signature',
  'waiting-for-anyone',
  'waiting-for-seal-approval',
  'seal-approval-refused',
  'signing-unknown-who',
  'refused-not-ended',
  'all-signed-not-completed',
  'completed',
  'completed-not-all-signed',
  'revoked',
  'terminated',
  'expired',
  'deleted',
  'refused',
  'unknown',
] as const

export type NextStepKind = (typeof nextStepKinds)[number]

export interface NextStep {
  kind: NextStepKind
  /** The people the kind speaks of, by name; empty when no name is known. */
  people: string[]
  /** Since when it has been so, epoch milliseconds; null when nothing tells. */
  since: number | null
  /** Who signs after `people`, by name. */
  followedBy: string[]
  /** Why something was refused or revoked, in the words of whoever did. */
  reason: string | null
}

const noMore = { people: [], since: null, followedBy: [], reason: null }

/** Answers "where does it stand, and what is next?" from nothing but what upstream told. */
export function nextStep(facts: NextStepFacts): NextStep {
  const { flow } = facts
  if (flow.status === 'refused') return refusal(facts)
  if (flow.status === 'completed') return completion(facts)
  if (flow.status === 'revoked') return { ...noMore, ...revocation(flow), kind: 'revoked' }
  if (flow.status !== 'signing') return { ...noMore, kind: flow.status, since: endOf(flow) }
  if (facts.signers?.some(({ status }) => status === 'refused'))
    return { ...refusal(facts), kind: 'refused-not-ended' }
  return approvalInTheWay(facts) ?? signature(facts)
}

function namesOf(people: readonly { name: string | null }[]): string[] {
  return people.flatMap(({ name }) => (name === null ? [] : [name]))
}

function endOf(flow: Flow): number | null {
  return hasEnded(flow.status) ? (flow.logs[0]?.time ?? null) : null
}

/** Why it was revoked stands in the log alone. */
function revocation(flow: Flow): Pick<NextStep, 'since' | 'reason'> {
  const log = flow.logs.find(({ type }) => type === 'flow-revoked')
  return { since: endOf(flow), reason: log?.description ?? null }
}

function refusal({ flow, signers }: NextStepFacts): NextStep {
  const log = flow.logs.find(({ type }) => type === 'sign-refused')
  const refusing = namesOf((signers ?? []).filter(({ status }) => status === 'refused'))
  return {
    ...noMore,
    kind: 'refused',
    people: log?.operator ? [log.operator] : refusing,
    since: log?.time ?? null,
    reason: log?.description ?? null,
  }
}

function completion({ flow, signers }: NextStepFacts): NextStep {
  const unsigned = (signers ?? []).filter(({ status }) => status !== 'signed')
  if (unsigned.length > 0)
    return { ...noMore, kind: 'completed-not-all-signed', people: namesOf(unsigned) }
  return { ...noMore, kind: 'completed', since: endOf(flow) }
}

function decidingNodes(nodes: readonly ApprovalNode[]): ApprovalNode[] {
  const deciding = nodes.filter(({ status }) => status === 'approving')
  if (deciding.length > 0) return deciding
  const first = nodes.find(({ status }) => status === 'waiting')
  return first === undefined ? [] : [first]
}

function approverNames(nodes: readonly ApprovalNode[]): string[] {
  return namesOf(nodes.map(({ approver }) => ({ name: approver })))
}

/** A seal approval that is running, or was refused last, while the flow waits. */
function approvalInTheWay({ signers, approvals }: NextStepFacts): NextStep | null {
  const running = approvals?.find(({ status }) => status === 'approving' || status === 'waiting')
  if (running) {
    const deciding = decidingNodes(running.nodes)
    return {
      kind: 'waiting-for-seal-approval',
      people: approverNames(deciding),
      since: deciding[0]?.startTime ?? running.startTime,
      followedBy: laterSigners(signers ?? []),
      reason: null,
    }
  }
  const inApproval = (signers ?? []).filter(({ status }) => status === 'in-approval')
  if (inApproval.length > 0)
    return { ...noMore, kind: 'waiting-for-seal-approval', followedBy: laterSigners(signers ?? []) }
  const last = latest(approvals ?? [])
  if (last?.status !== 'refused') return null
  return {
    kind: 'seal-approval-refused',
    people: approverNames(last.nodes.filter(({ status }) => status === 'refused')),
    since: last.endTime,
    followedBy: [],
    reason: last.refuseReason,
  }
}

function latest(approvals: readonly SealApproval[]): SealApproval | undefined {
  return approvals.reduce<SealApproval | undefined>(
    (last, approval) =>
      last === undefined || (approval.startTime ?? 0) >= (last.startTime ?? 0) ? approval : last,
    undefined,
  )
}

function laterSigners(signers: readonly Signer[]): string[] {
  return namesOf(signers.filter(({ status }) => status === 'unsigned'))
}

function signature(facts: NextStepFacts): NextStep {
  const { flow, signers } = facts
  const since = turnSince(flow)
  if (signers === null || signers.length === 0)
    return { ...noMore, kind: 'signing-unknown-who', since: flow.logs[0]?.time ?? null }
  if (signers.every(({ status }) => status === 'signed'))
    return { ...noMore, kind: 'all-signed-not-completed', since }
  const due = signers.filter(({ status }) => status === 'waiting')
  if (due.length > 0) {
    const followedBy = laterSigners(signers)
    return { kind: 'waiting-for-signature', people: namesOf(due), since, followedBy, reason: null }
  }
  const first = firstInOrder(facts)
  if (first !== null) return { kind: 'waiting-for-signature', ...first, since, reason: null }
  const open = signers.filter(({ status }) => status !== 'signed')
  return { ...noMore, kind: 'waiting-for-anyone', people: namesOf(open), since }
}

/**
 * Whose turn it is by the order in which people were to sign when the flow was started here; null
 * unless that tells.
 */
function firstInOrder({
  signers,
  people = [],
}: NextStepFacts): Pick<NextStep, 'people' | 'followedBy'> | null {
  const named = (list: readonly { name: string | null }[], name: string | null) =>
    list.filter((one) => one.name === name)
  const open = (signers ?? []).filter(({ status }) => status !== 'signed')
  const known = people.filter(({ role }) => role === 'signer')
  const turns = open.flatMap(({ name, status }) => {
    const order = known.find((person) => person.name === name)?.order ?? null
    const isOne = named(known, name).length === 1 && named(signers ?? [], name).length === 1
    return status === 'unsigned' && isOne && order !== null ? [{ name, order }] : []
  })
  if (turns.length < open.length) return null
  const first = Math.min(...turns.map(({ order }) => order))
  // `toSorted` is newer than the engines that run this.
  // oxlint-disable-next-line unicorn/no-array-sort
  const later = [...turns].sort((a, b) => a.order - b.order).filter(({ order }) => order > first)
  return {
    people: namesOf(turns.filter(({ order }) => order === first)),
    followedBy: namesOf(later),
  }
}

/** Operations after which it is somebody else's turn. */
const turns: readonly string[] = [
  'flow-started',
  'signed',
  'sign-delegated',
  'flow-handed-over',
  'seal-approval-agreed',
]

function turnSince(flow: Flow): number | null {
  return flow.logs.find(({ type, time }) => time !== null && turns.includes(type))?.time ?? null
}
