import { hasEnded, type FlowStatus } from '#shared/rules/codes/flow-status.ts'
import type { EpochMs } from '#shared/rules/time.ts'
import { knownWord } from '#shared/rules/words/known-word.ts'
import type { NextStep } from './next-step.ts'

/** How DingTalk shows people that it is their turn: as to-dos, or as tasks of the process centre. */
export type TurnsBy = 'todo' | 'process'

/** What is stored of a contract at one time. */
export type ContractState = {
  title: string | null
  status: FlowStatus
  nextStep: NextStep | null
  signed: { count: number } | null
  deadline: EpochMs | null
  createdAt: EpochMs | null
  /** Whether it was started through us, so that it was in progress when first stored. */
  isByApp: boolean
  /** When e签宝 was last asked; null for what is only started or registered. */
  readAt: EpochMs | null
  /** Whether earlier changes of it were looked at for happenings. */
  isPlanned: boolean
  turnsBy: TurnsBy | null
  people: readonly { role: 'signer' | 'cc'; userId: string | null; isWaitedFor: boolean }[]
}

/** The end of a contract, as its status says. */
type EndKind = 'completed' | 'refused' | 'revoked' | 'terminated' | 'expired' | 'deleted'

/**
 * What has happened to a contract, or will happen at `at` unless it changes before.
 *
 * - `started`: it is being signed.
 * - `signed`: somebody signed.
 * - `refused`: somebody refused to sign; once, though e签宝 ends the contract later.
 * - `completed`, `revoked`, `terminated`, `expired`, `deleted`: it has ended.
 * - `status-changed`: a status shown before is out of date.
 * - `moved`: it waits for something else than before, or for nothing.
 * - `turns`: turns that DingTalk shows to people.
 * - `deadline-near`: a day is left.
 * - `stuck`: it has not moved for three days.
 */
export type Happening = { at: EpochMs } & (
  | { kind: 'started' | 'signed' | 'status-changed' | 'moved' }
  | ({ kind: 'refused'; who: readonly string[]; why: string | null } & Found)
  | ({ kind: Exclude<EndKind, 'refused'> } & Found)
  | ({ kind: 'turns' } & Turns)
  | { kind: 'deadline-near'; deadline: EpochMs }
  | { kind: 'stuck'; step: NextStep | null; movedAt: EpochMs }
)

export type HappeningKind = Happening['kind']

/** Whether the first reading found it, of a contract that another system had registered. */
type Found = { isFirstReading: boolean }

/** User ids of people whose turns change; one happening for each way of showing them. */
type Turns = {
  by: TurnsBy
  begun: readonly string[]
  over: readonly string[]
  /** Whose turn goes on, with another title or deadline. */
  changed: readonly string[]
  /** Whether the contract is no longer shown in this way: it has ended, or is shown in another. */
  isLast: boolean
}

const dayMs = 24 * 60 * 60_000

/** A standstill becomes news after this time (milliseconds). */
const stillMs = 3 * dayMs

/** What is found later than this is no news, as after restoring a backup (milliseconds). */
const staleMs = 3 * dayMs

/** What it is to arrive at a status; null if that alone is nothing that happened. */
const arrivals: Record<FlowStatus, 'started' | EndKind | null> = {
  draft: null,
  signing: 'started',
  completed: 'completed',
  revoked: 'revoked',
  terminated: 'terminated',
  expired: 'expired',
  deleted: 'deleted',
  refused: 'refused',
  unknown: null,
}

function arrivalAt(status: FlowStatus): 'started' | EndKind | null {
  return arrivals[knownWord(arrivals, status)]
}

/**
 * What has happened between two states of a contract, in order, and what is ahead of it.
 * @param before null for a contract that was not known
 * @param at when the change was found
 */
export function happenings(
  before: ContractState | null,
  after: ContractState,
  at: EpochMs,
): Happening[] {
  return [
    ...startIn(before, after, at),
    ...signatureIn(before, after, at),
    ...endIn(before, after, at),
    ...moveIn(before, after, at),
    ...turnsIn(before, after, at),
    ...deadlineIn(after, at),
    ...standstillIn(before, after, at),
  ]
}

/** Whether it is more than what another system registered. */
function isConfirmed(state: ContractState | null): boolean {
  return state !== null && (state.isByApp || state.readAt !== null)
}

function startIn(before: ContractState | null, after: ContractState, at: EpochMs): Happening[] {
  if (!isConfirmed(after) || arrivalAt(after.status) !== 'started') return []
  const isFirst = !isConfirmed(before) && (after.createdAt ?? -Infinity) >= at - staleMs
  return isFirst || before?.status === 'draft' ? [{ kind: 'started', at }] : []
}

function signatureIn(before: ContractState | null, after: ContractState, at: EpochMs): Happening[] {
  if (!isConfirmed(after) || before === null || after.signed === null) return []
  // Nobody had signed when it was started here; others may have signed long ago.
  const known = before.signed?.count ?? (before.isByApp && before.readAt === null ? 0 : Infinity)
  return after.signed.count > known ? [{ kind: 'signed', at }] : []
}

function isRefused({ status, nextStep }: ContractState): boolean {
  return status === 'refused' || nextStep?.kind === 'refused-not-ended'
}

function endIn(before: ContractState | null, after: ContractState, at: EpochMs): Happening[] {
  if (!isConfirmed(after) || before === null || hasEnded(before.status)) return []
  const { nextStep, status } = after
  if ((nextStep?.since ?? at) < at - staleMs) return []
  const kind = isRefused(after) ? 'refused' : arrivalAt(status)
  if (kind === null || kind === 'started') return []
  const found = { at, isFirstReading: !isConfirmed(before) }
  if (kind !== 'refused') return [{ kind, ...found }]
  if (isRefused(before)) return []
  return [{ kind, ...found, who: nextStep?.people ?? [], why: nextStep?.reason ?? null }]
}

function moveIn(before: ContractState | null, after: ContractState, at: EpochMs): Happening[] {
  const isOther = before !== null && before.status !== after.status
  return [
    ...(isOther ? [{ kind: 'status-changed' as const, at }] : []),
    ...(hasMoved(before, after) ? [{ kind: 'moved' as const, at }] : []),
  ]
}

/** Whether the contract progressed, rather than only being renamed or registered differently. */
function hasMoved(before: ContractState | null, after: ContractState): boolean {
  return before?.status !== after.status || !isSame(before.nextStep, after.nextStep)
}

/** Whether two values of JSON are the same, in whatever order their fields are. */
function isSame(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null)
    return one === other
  const fields = new Map<string, unknown>(Object.entries(other))
  const own = Object.entries(one)
  return (
    own.length === fields.size &&
    own.every(([name, value]) => fields.has(name) && isSame(value, fields.get(name)))
  )
}

/** User ids of the people whose turn it is; empty once the contract has ended. */
export function turnsOf({
  status,
  people,
}: Pick<ContractState, 'status' | 'people'>): ReadonlySet<string> {
  if (hasEnded(status)) return new Set()
  const due = people.filter(({ role, isWaitedFor }) => role === 'signer' && isWaitedFor)
  return new Set(due.flatMap(({ userId }) => (userId === null ? [] : [userId])))
}

function turnsIn(before: ContractState | null, after: ContractState, at: EpochMs): Happening[] {
  const isOther = before?.title !== after.title || before.deadline !== after.deadline
  return (['todo', 'process'] as const).flatMap((by) => {
    const isShown = (state: ContractState | null) => state?.turnsBy === by
    const was = before !== null && isShown(before) ? turnsOf(before) : new Set<string>()
    const is = isShown(after) ? turnsOf(after) : new Set<string>()
    const begun = [...is].filter((userId) => !was.has(userId))
    const over = [...was].filter((userId) => !is.has(userId))
    const changed = isOther ? [...is].filter((userId) => was.has(userId)) : []
    const isLast =
      before !== null &&
      isShown(before) &&
      !hasEnded(before.status) &&
      (hasEnded(after.status) || !isShown(after))
    const isNone = !isLast && [begun, over, changed].every((people) => people.length === 0)
    return isNone ? [] : [{ kind: 'turns' as const, at, by, begun, over, changed, isLast }]
  })
}

/** The last day before the deadline, if the contract had longer than that. */
function deadlineIn({ deadline, status, createdAt }: ContractState, at: EpochMs): Happening[] {
  if (deadline === null || deadline <= at || hasEnded(status)) return []
  const begins = deadline - dayMs
  return begins <= (createdAt ?? at) ? [] : [{ kind: 'deadline-near', at: begins, deadline }]
}

function standstillIn(
  before: ContractState | null,
  after: ContractState,
  at: EpochMs,
): Happening[] {
  if (before?.isPlanned === true && !hasMoved(before, after)) return []
  const movedAt = movedAtIn(before, after, at)
  if (after.status !== 'signing' || movedAt + stillMs < at - staleMs) return []
  return [{ kind: 'stuck', at: movedAt + stillMs, step: after.nextStep, movedAt }]
}

/** When the change that was found happened. */
function movedAtIn(before: ContractState | null, after: ContractState, at: EpochMs): EpochMs {
  const since = after.nextStep?.since ?? null
  const known = before?.isPlanned === true ? before.nextStep : null
  if (known === null || known.kind === 'signing-unknown-who')
    return Math.max(since ?? after.createdAt ?? at, known?.since ?? 0)
  // Others who sign at the same time may have been waited for much longer.
  return since !== null && since > (before?.readAt ?? 0) ? since : at
}
