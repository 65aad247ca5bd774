import type { FlowLog } from '#shared/schemas/flow/flow.ts'
import type { FlowPerson } from '#shared/schemas/flow/flow-record.ts'
import type { Signer } from '#shared/schemas/flow/signing.ts'
import type { SignerSituation, Situation } from '#shared/rules/situation/situation.ts'
import type { words } from '#web/i18n/words.ts'

/** What is known of one signer. What nothing tells is null. */
export interface SignerRow {
  name: string | null
  /** As e签宝 lists the person; null where it does not. */
  signer: Signer | null
  /** The turn, counted from 1; people with the same one sign at the same time. */
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
  /** The place in the record's people of who signs by a link that the viewer may take; else null. */
  linked: number | null
  /** How signing was passed on, to this person or away. */
  passedOn: { to: boolean; by: string | null; description: string | null } | null
}

export interface SignerFacts {
  /** As e签宝 lists them; null where that could not be read. */
  signers: readonly Signer[] | null
  situation: Pick<Situation, 'signers'>
  /** Whom the flow was started with here; empty when that is not known. */
  people: readonly FlowPerson[]
  /** Newest first. */
  logs: readonly FlowLog[]
}

type Pair = {
  signer: Signer | null
  person: FlowPerson | null
  situation: SignerSituation | null
}

/** @param isRead whether e签宝's list of signers is there */
export function signerStatusText(
  signer: Signer | null,
  isRead: boolean,
  t: typeof words.signer.zh,
): string {
  if (signer === null) return isRead ? t.notListed : t.notRead
  const { status, statusCode } = signer
  return status === 'unknown' ? t.unknown({ code: String(statusCode ?? '?') }) : t[status]
}

/** What e签宝, its log and our own record tell of the signers, put together, in signing order. */
export function signerRows({ signers, situation, people, logs }: SignerFacts): SignerRow[] {
  const delegations = logs.filter(({ type }) => type === 'sign-delegated')
  const pairs = inOrder(pairUp(situation.signers, signers, people))
  const turns = turnsOf(pairs)
  return pairs.map((pair, index): SignerRow => {
    const { signer, person } = pair
    const name = signer?.name ?? person?.name ?? null
    const state = pair.situation?.state ?? null
    const turn = turns?.[index] ?? null
    return {
      name,
      signer,
      turn,
      isParallel: turn !== null && turns?.filter((other) => other === turn).length !== 1,
      requirement: person?.requirement ?? null,
      isMe: person?.isMe ?? false,
      isWaitedFor: state === 'due',
      decidedAt: state === 'done' || state === 'refused' ? (pair.situation?.since ?? null) : null,
      reason: state === 'refused' ? reasonOf(name, logs) : null,
      linked: person?.hasSignLink === true ? people.indexOf(person) : null,
      passedOn: signer?.status === 'signed' ? null : passedOn(name, delegations),
    }
  })
}

/** Who e签宝 names, and whom it does not name of those whom the flow was started with. */
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
      // Of somebody without order or requirement the record repeats what e签宝 told.
      (person.order !== null || person.requirement !== null || person.isMe) &&
      !pairs.some((pair) => pair.person === person),
  )
  return [...pairs, ...left.map((person): Pair => ({ signer: null, person, situation: null }))]
}

function reasonOf(name: string | null, logs: readonly FlowLog[]): string | null {
  const log = logs.find(({ type, operator }) => type === 'sign-refused' && operator === name)
  return log?.description ?? null
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
