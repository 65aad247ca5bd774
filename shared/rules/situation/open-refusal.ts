import type { FlowLog } from '#shared/schemas/flow/flow.ts'
import type { SealApproval } from '#shared/schemas/flow/seal-approval.ts'
import { decisionTimes, turnStart } from './signature-times.ts'
import type { SignerSituation } from './situation.ts'

type Asker = Pick<SignerSituation, 'name' | 'state' | 'order'>

export interface RefusalFacts {
  refused: SealApproval
  /** When it was refused, epoch milliseconds; null when not known. */
  at: number | null
  /** The approvals that were asked for after it. */
  later: readonly SealApproval[]
  /** Empty where they could not be read. */
  signers: readonly Asker[]
  /** Newest first. */
  logs: readonly FlowLog[]
  /** The signers of other open refusals. */
  taken: ReadonlySet<number>
}

/**
 * A refusal after which its signer has neither asked again nor signed, or may not have: approvals and
 * records know people by name, so what a namesake did later does not settle it.
 * @returns null where it is settled; the signer is null when not known
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

/** Whether somebody of the asker's name has asked again, signed or passed signing on since. */
function isSettled(
  { refused, at, later }: RefusalFacts,
  since: readonly FlowLog[],
  isAskerNamed: boolean,
): boolean {
  const { sponsor } = refused
  // Nobody asks again before the decision.
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

/** Not who had signed before the refusal, or whose turn came after it. */
function mayHaveAsked(place: number, { at, signers, logs }: RefusalFacts): boolean {
  if (signers[place]?.state === 'later') return false
  if (at === null) return true
  const decided = decisionTimes(signers, logs)
  const decidedAt = decided[place] ?? null
  if (decidedAt !== null) return decidedAt > at
  const { since, sinceBy } = turnStart(place, signers, logs, decided)
  return since === null || sinceBy !== 'order' || since < at
}

/** The records after the refusal: by its time, else by the log's own order. */
function logsSince({ at, logs }: RefusalFacts): readonly FlowLog[] {
  if (at !== null) return logs.filter(({ time }) => time !== null && time > at)
  const place = logs.findIndex(({ type }) => type === 'seal-approval-refused')
  return logs.slice(0, Math.max(place, 0))
}
