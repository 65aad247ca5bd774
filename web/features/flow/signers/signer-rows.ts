import type { FlowLog } from '#shared/flow.ts'
import type { FlowPerson } from '#shared/flow-record.ts'
import type { SignerStatus } from '#shared/signer-status.ts'
import type { Signer } from '#shared/signing.ts'

/** What is known of one signer. What nothing tells is null. */
export interface SignerRow {
  name: string | null
  /** Null where e签宝 does not tell of this person. */
  status: SignerStatus | null
  statusCode: Signer['statusCode']
  /** The turn, counted from 1; whoever has the same one signs at the same time. */
  turn: number | null
  /** Whether others have the same turn. */
  isParallel: boolean
  requirement: string | null
  isMe: boolean
  isWaitedFor: boolean
  /** When the person signed or refused, epoch milliseconds. */
  decidedAt: number | null
  /** Why the person refused. */
  reason: string | null
  /** How signing was passed on, to this person or away. */
  passedOn: { to: boolean; by: string | null; description: string | null } | null
}

export interface SignerFacts {
  /** As e签宝 lists them; null where that could not be read. */
  signers: readonly Signer[] | null
  /** Whom the flow was started with here; empty when that is not known. */
  people: readonly FlowPerson[]
  /** Newest first. */
  logs: readonly FlowLog[]
}

type Pair = { signer: Signer | null; person: FlowPerson | null }

/** What e签宝, its log and our own record tell of the signers, put together, in signing order. */
export function signerRows({ signers, people, logs }: SignerFacts): SignerRow[] {
  const decisions = logs.filter(({ type }) => type === 'signed' || type === 'sign-refused')
  const oldestFirst = [...decisions].reverse()
  const delegations = logs.filter(({ type }) => type === 'sign-delegated')
  const pairs = inOrder(pairUp(signers ?? [], people, delegations.length > 0))
  const turns = turnsOf(pairs)
  const taken = new Set<FlowLog>()
  return pairs.map(({ signer, person }, index): SignerRow => {
    const name = signer?.name ?? person?.name ?? null
    const status = signer?.status ?? null
    const isTwice = pairs.filter((pair) => pair.signer?.name === name).length > 1
    // Of two people of one name the first signed first; of one who signed twice the last one counts.
    const candidates = isTwice ? oldestFirst : decisions
    const decision = decisionOf(name, status, candidates, taken)
    if (decision) taken.add(decision)
    const turn = turns?.[index] ?? null
    return {
      name,
      status,
      statusCode: signer?.statusCode ?? null,
      turn,
      isParallel: turn !== null && turns?.filter((other) => other === turn).length !== 1,
      requirement: person?.requirement ?? null,
      isMe: person?.isMe ?? false,
      isWaitedFor: status === 'waiting' || (person?.isWaitedFor ?? false),
      decidedAt: decision?.time ?? null,
      reason: decision?.type === 'sign-refused' ? decision.description : null,
      passedOn: status === 'signed' ? null : passedOn(name, delegations),
    }
  })
}

/** Upstream knows people by name, and so may we; each is paired once. */
function pairUp(
  signers: readonly Signer[],
  people: readonly FlowPerson[],
  wasPassedOn: boolean,
): Pair[] {
  // Of somebody without order or requirement the record repeats what e签宝 told.
  const left = people.filter(
    ({ role, order, requirement, isMe }) =>
      role === 'signer' && (order !== null || requirement !== null || isMe),
  )
  const pairs = signers.map((signer): Pair => {
    const found = left.findIndex(({ name }) => name !== null && name === signer.name)
    return { signer, person: found < 0 ? null : (left.splice(found, 1)[0] ?? null) }
  })
  const unpaired = pairs.filter(({ person }) => person === null)
  const [onlySigner] = unpaired
  // The last one on both sides is one person under two names, unless another took the place.
  if (onlySigner && unpaired.length === 1 && left.length === 1 && !wasPassedOn)
    onlySigner.person = left.pop() ?? null
  return [...pairs, ...left.map((person): Pair => ({ signer: null, person }))]
}

/** Signing order where it is known of all, else as e签宝 lists them. */
function inOrder(pairs: Pair[]): Pair[] {
  const orderOf = ({ person }: Pair) => person?.order ?? null
  if (pairs.some((pair) => orderOf(pair) === null)) return pairs
  return [...pairs].sort((a, b) => (orderOf(a) ?? 0) - (orderOf(b) ?? 0))
}

/** The turn of each, from 1 on without gaps; null where the order is not known of all. */
function turnsOf(pairs: readonly Pair[]): number[] | null {
  const orders = pairs.flatMap(({ person }) => person?.order ?? [])
  if (orders.length < pairs.length) return null
  const distinct = [...new Set(orders)]
  return orders.map((order) => distinct.indexOf(order) + 1)
}

function decisionOf(
  name: string | null,
  status: SignerStatus | null,
  decisions: readonly FlowLog[],
  taken: ReadonlySet<FlowLog>,
): FlowLog | undefined {
  const type = status === 'refused' ? 'sign-refused' : 'signed'
  if (name === null || (status !== 'signed' && status !== 'refused' && status !== null)) return
  return decisions.find((log) => log.type === type && log.operator === name && !taken.has(log))
}

/** The latest record by which signing went from this person to another, or came here. */
function passedOn(name: string | null, delegations: readonly FlowLog[]): SignerRow['passedOn'] {
  if (name === null) return null
  const log = delegations.find(
    ({ operator, description }) => operator === name || description?.includes(name),
  )
  if (!log) return null
  const { operator: by, description } = log
  return { to: by !== name, by, description }
}
