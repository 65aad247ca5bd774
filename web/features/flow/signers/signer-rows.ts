import type { FlowLog, Signer } from '#shared/rules/flow.ts'
import type { FlowPerson } from '#shared/schemas/flow/flow-record.ts'
import { logReason } from '#shared/rules/situation/log-reason.ts'
import type { SignerSituation, Situation } from '#shared/rules/situation/situation.ts'
import type { EpochMs } from '#shared/rules/time.ts'

/** One signer; null for unknown values. */
export type SignerFate = {
  name: string | null
  /** As in e签宝's list; null if the person is not in it. */
  signer: Signer | null
  /** The step of signing, from 1; people in the same step sign at the same time. */
  step: number | null
  /** Whether others are in the same step. */
  isParallel: boolean
  /** As in our record; null if the person is not in it. */
  person: FlowPerson | null
  isWaitedFor: boolean
  /** Whether the person's turn is known not to have come. */
  isLater: boolean
  /** When the person signed or refused. */
  decidedAt: EpochMs | null
  /** Why the person refused. */
  reason: string | null
  /**
   * The index in the record's people if the requester may get the person's signing link, else null.
   */
  linked: number | null
  /** A delegation of signing, to this person or away. */
  passedOn: { to: boolean; by: string | null; description: string | null } | null
}

export type SignerFacts = {
  /** As in e签宝's list; null if it could not be read. */
  signers: readonly Signer[] | null
  situation: Pick<Situation, 'signers'>
  /** The people the flow was started with here; empty if unknown. */
  people: readonly FlowPerson[]
  /** Newest first. */
  logs: readonly FlowLog[]
}

type Pair = {
  signer: Signer | null
  person: FlowPerson | null
  situation: SignerSituation | null
}

/** Signers in signing order, from e签宝's list, its log and our record. */
export function signerRows({ signers, situation, people, logs }: SignerFacts): SignerFate[] {
  const delegations = logs.filter(({ type }) => type === 'sign-delegated')
  const pairs = inOrder(pairUp(situation.signers, signers, people))
  const steps = stepsOf(pairs)
  return pairs.map((pair, index): SignerFate => {
    const { signer, person } = pair
    const name = signer?.name ?? person?.name ?? null
    const state = pair.situation?.state ?? null
    const step = steps?.[index] ?? null
    return {
      name,
      signer,
      step,
      isParallel: step !== null && steps?.filter((other) => other === step).length !== 1,
      person,
      isWaitedFor: state === 'due',
      isLater: state === 'later',
      decidedAt: state === 'done' || state === 'refused' ? (pair.situation?.since ?? null) : null,
      reason: state === 'refused' ? reasonOf(name, logs) : null,
      linked: person?.hasSignLink === true ? people.indexOf(person) : null,
      passedOn: signer?.status === 'signed' ? null : passedOn(name, delegations),
    }
  })
}

/** So many signers are listed without folding any. */
const mostUnfolded = 8

/** Around those whose turn it is, so many are seen on either side. */
const neighbours = 3

/**
 * Of many signers, which are seen before the rest is unfolded: those whose turn it is or who
 * refused, with their neighbours, and the requester; without any, the first.
 */
export function seenAtFirst(rows: readonly SignerFate[]): readonly boolean[] {
  if (rows.length <= mostUnfolded) return rows.map(() => true)
  const due = rows.flatMap(({ isWaitedFor, signer }, index) =>
    isWaitedFor || signer?.status === 'refused' ? index : [],
  )
  const from = Math.max(0, (due[0] ?? 0) - neighbours)
  const last = due[due.length - 1] ?? mostUnfolded
  const to = Math.min(last + neighbours, from + mostUnfolded - 1)
  return rows.map(({ person }, index) => (index >= from && index <= to) || person?.isMe === true)
}

/**
 * Pairs e签宝's signers with the people of our record, and keeps people whom e签宝 does not list.
 */
function pairUp(
  situations: readonly SignerSituation[],
  signers: readonly Signer[] | null,
  people: readonly FlowPerson[],
): Pair[] {
  const pairs = situations.map((situation, index): Pair => {
    const person = situation.person === null ? null : (people[situation.person] ?? null)
    return { signer: signers?.[index] ?? null, person, situation }
  })
  const left = people.filter(
    (person) =>
      person.role === 'signer' &&
      // Without order or requirement, the record has only what it copied from e签宝.
      (person.order !== null || person.requirement !== null || person.isMe) &&
      !pairs.some((pair) => pair.person === person),
  )
  return [...pairs, ...left.map((person): Pair => ({ signer: null, person, situation: null }))]
}

function reasonOf(name: string | null, logs: readonly FlowLog[]): string | null {
  const log = logs.find(({ type, operator }) => type === 'sign-refused' && operator === name)
  return logReason(log)
}

/** In signing order if it is known of all, else in e签宝's order. */
function inOrder(pairs: Pair[]): Pair[] {
  const orderOf = ({ person }: Pair) => person?.order ?? null
  if (pairs.some((pair) => orderOf(pair) === null)) return pairs
  return [...pairs].sort((a, b) => (orderOf(a) ?? 0) - (orderOf(b) ?? 0))
}

/** The step of each, from 1 without gaps; null unless the order is known of all. */
function stepsOf(pairs: readonly Pair[]): number[] | null {
  const orders = pairs.flatMap(({ person }) => person?.order ?? [])
  if (orders.length < pairs.length) return null
  const distinct = [...new Set(orders)]
  return orders.map((order) => distinct.indexOf(order) + 1)
}

/** The latest delegation from or to this person. */
function passedOn(name: string | null, delegations: readonly FlowLog[]): SignerFate['passedOn'] {
  if (name === null) return null
  const log = delegations.find(
    ({ operator, description }) => operator === name || description?.includes(name),
  )
  if (!log) return null
  const { operator: by, description } = log
  return { to: by !== name, by, description }
}
