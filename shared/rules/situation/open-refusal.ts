import type { FlowLog } from '#shared/schemas/flow/flow.ts'
import type { SealApproval } from '#shared/schemas/flow/seal-approval.ts'
import { decisionTimes, turnStart } from './signature-times.ts'
import type { SignerSituation } from './situation.ts'

type Asker = Pick<SignerSituation, 'name' | 'state' | 'order'>

export interface RefusalFacts {
  refused: SealApproval
  /** When it was refused, epoch milliseconds; null if unknown. */
  at: number | null
  /** The approvals requested after it. */
  later: readonly SealApproval[]
  /** Empty if they could not be read. */
  signers: readonly Asker[]
  /** Newest first. */
  logs: readonly FlowLog[]
  /** The signers of other open refusals. */
  taken: ReadonlySet<number>
}

/**
 * A refusal whose signer has neither requested again nor signed since, or possibly has not:
 * approvals and records contain only names, so what a namesake did later does not settle it.
 * @returns null if it is settled; the signer is null if unknown
 */
export function openRefusal(facts: RefusalFacts): { signer: number | null } | null {
  const { refused, signers, taken } = facts
  const { sponsor } = refused
  const places = signers.map((_, place) => place)
  const isNamed = (place: number) => sponsor !== null && signers[place]?.name === sponsor
  const named = places.filter(isNamed)
  const since = logsSince(facts)
  if (isSettled(facts, since, named.length > 0)) {
    const passedOn = since.filter((log) => isPassedOnBy(sponsor, log)).length
    const possible = named.filter((place) => mayHaveAsked(place, facts))
    const isAnyOpen = possible.some((place) => isOpen(signers[place]))
    return isAnyOpen && possible.length + passedOn > 1 ? { signer: null } : null
  }
  if (signers.length === 0) return { signer: null }
  const candidates = named.length > 0 ? named : places
  const due = candidates.filter((place) => signers[place]?.state === 'due')
  if (named.length > 0 && due.length > 0)
    return { signer: due.find((place) => !taken.has(place)) ?? null }
  if (due.length > 0) return { signer: due.length === 1 ? (due[0] ?? null) : null }
  return candidates.some((place) => isOpen(signers[place])) ? { signer: null } : null
}

function isOpen(signer: Asker | undefined): boolean {
  return signer?.state === 'due' || signer?.state === 'unknown'
}

/**
 * Whether somebody with the requester's name has requested again, signed or passed signing on
 * since.
 */
function isSettled(
  { refused, at, later }: RefusalFacts,
  since: readonly FlowLog[],
  isAskerNamed: boolean,
): boolean {
  const { sponsor } = refused
  // Requests before the decision cannot be a response to it.
  const isAfter = ({ startTime }: SealApproval) =>
    startTime === null || at === null || startTime >= at
  if (later.some((other) => other.sponsor === sponsor && isAfter(other))) return true
  const isBySponsor = ({ operator }: FlowLog) => sponsor === null || operator === sponsor
  return since.some(
    (log) =>
      (log.type === 'signed' && (!isAskerNamed || isBySponsor(log))) ||
      (log.type === 'seal-approval-started' && sponsor !== null && isBySponsor(log)) ||
      isPassedOnBy(sponsor, log),
  )
}

function isPassedOnBy(name: string | null, { type, operator }: FlowLog): boolean {
  return type === 'sign-delegated' && name !== null && operator === name
}

/** Excludes signers who had signed before the refusal, or whose turn came after it. */
function mayHaveAsked(place: number, { at, signers, logs }: RefusalFacts): boolean {
  if (signers[place]?.state === 'later') return false
  if (at === null) return true
  const decided = decisionTimes(signers, logs)
  const decidedAt = decided[place] ?? null
  if (decidedAt !== null) return decidedAt > at
  const { since, sinceBy } = turnStart(place, signers, logs, decided)
  return since === null || sinceBy !== 'order' || since < at
}

/** The records after the refusal: by time, or else by the log's order. */
function logsSince({ at, logs }: RefusalFacts): readonly FlowLog[] {
  if (at !== null) return logs.filter(({ time }) => time !== null && time > at)
  const place = logs.findIndex(({ type }) => type === 'seal-approval-refused')
  return logs.slice(0, Math.max(place, 0))
}
