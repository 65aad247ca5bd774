import type { SealApproval } from '#shared/rules/seal-approval.ts'
import type { LogIndex, PlacedLog } from './log-index.ts'
import type { SignatureTimes } from './signature-times.ts'
import type { SignerSituation } from './situation.ts'
import type { EpochMs } from '#shared/rules/time.ts'

type Asker = Pick<SignerSituation, 'name' | 'state' | 'order'>

export type RefusalFacts = {
  refused: SealApproval
  /** When it was refused; null if unknown. */
  at: EpochMs | null
  later: readonly SealApproval[]
  /** Empty if they could not be read. */
  signers: readonly Asker[]
  index: LogIndex
  times: SignatureTimes
  /** The signers of other open refusals. */
  taken: ReadonlySet<number>
}

/**
 * The signer has neither requested again nor signed since, or possibly has not: what a namesake did
 * later does not settle it.
 * @returns null if it is settled; the signer is null if unknown
 */
export function openRefusal(facts: RefusalFacts): { signer: number | null } | null {
  const { refused, signers, taken } = facts
  const { sponsor } = refused
  const places = signers.map((_, place) => place)
  const isNamed = (place: number) => sponsor !== null && signers[place]?.name === sponsor
  const named = places.filter(isNamed)
  if (isSettled(facts, named.length > 0)) {
    const wasPassedOn = sinceRefusal(facts)(passedOnBy(sponsor, facts))
    const possible = named.filter((place) => mayHaveAsked(place, facts))
    const isAnyOpen = possible.some((place) => isOpen(signers[place]))
    return isAnyOpen && (possible.length > 1 || wasPassedOn) ? { signer: null } : null
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
 * Since then, somebody with the requester's name has requested again, signed or passed signing on.
 */
function isSettled(facts: RefusalFacts, isAskerNamed: boolean): boolean {
  const { refused, at, later, index } = facts
  const { sponsor } = refused
  // Requests before the decision cannot be a response to it.
  const isAfter = ({ startTime }: SealApproval) =>
    startTime === null || at === null || startTime >= at
  if (later.some((other) => other.sponsor === sponsor && isAfter(other))) return true
  const signed = isAskerNamed ? index.by('signed', sponsor) : index.of('signed')
  const asked = sponsor === null ? [] : index.by('seal-approval-started', sponsor)
  return [signed[0], asked[0], passedOnBy(sponsor, facts)].some(sinceRefusal(facts))
}

/** The latest record in which a person passed signing on. */
function passedOnBy(name: string | null, { index }: RefusalFacts): PlacedLog | undefined {
  return name === null ? undefined : index.by('sign-delegated', name)[0]
}

/** Excludes signers who had signed before the refusal, or whose turn came after it. */
function mayHaveAsked(place: number, { at, signers, times }: RefusalFacts): boolean {
  if (signers[place]?.state === 'later') return false
  if (at === null) return true
  const decidedAt = times.decidedAt(place)
  if (decidedAt !== null) return decidedAt > at
  const { since, sinceBy } = times.turnStart(place)
  return since === null || sinceBy !== 'order' || since < at
}

/**
 * By time, or else by the log's order: as it is newest first, there is none if the latest is not.
 */
function sinceRefusal({ at, index }: RefusalFacts): (record: PlacedLog | undefined) => boolean {
  if (at !== null) return (record) => (record?.log.time ?? -Infinity) > at
  const refusal = index.of('seal-approval-refused')[0]?.place ?? 0
  return (record) => record !== undefined && record.place < refusal
}
