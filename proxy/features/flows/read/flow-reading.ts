import type { EpochMs } from '#shared/rules/time.ts'
import type { Flow, Signer } from '#shared/rules/flow.ts'
import type { SealApproval } from '#shared/rules/seal-approval.ts'
import type { FlowPerson } from '#shared/schemas/flow/flow-record.ts'
import type { Situation } from '#shared/rules/situation/situation.ts'
import { situationOf } from '#shared/rules/situation/situation-of.ts'
import type { ProblemError } from '#proxy/base/problem.ts'
import type { NewPerson, SeenFlow } from '#proxy/base/store/flows/flow-types.ts'
import { identifiedSigners } from '#proxy/base/store/flows/merge-people.ts'

/** A reading of a flow from e签宝; sections that could not be read hold their failures. */
export type FlowReading = {
  flow: Flow
  signers: Signer[] | ProblemError
  approvals: SealApproval[] | ProblemError
  /** When it was requested; later changes may be missing. */
  fetchedAt: EpochMs
  /** Orders readings by their start, see `BegunReading`; null if unknown. */
  order: number | null
  /** See `BegunReading`. */
  seen?: SeenFlow | undefined
}

/** e签宝 may report the last signers of a completed flow a moment late. */
export function isSettled({ flow, signers }: Pick<FlowReading, 'flow' | 'signers'>): boolean {
  return (
    flow.status !== 'completed' ||
    (Array.isArray(signers) && signers.every(({ status }) => status === 'signed'))
  )
}

/** A person that a flow was started with here. */
export type KnownPerson = Pick<FlowPerson, 'role' | 'name' | 'order'> &
  Pick<NewPerson, 'userId' | 'account'>

type Derived = { people: readonly KnownPerson[]; situation: Situation }

/** Cached by reading, as readings are shown to several people. */
const derived = new WeakMap<object, Derived>()

/**
 * The situation of a flow in a reading. It is the same for all requesters, so it is derived once for
 * each list of people. `person` is an index of `identifiedSigners`.
 */
export function situationIn(
  reading: Omit<FlowReading, 'fetchedAt' | 'order'>,
  people: readonly KnownPerson[],
): Situation {
  const known = derived.get(reading)
  if (known?.people === people) return known.situation
  const { flow, signers, approvals } = reading
  const situation = situationOf({
    flow,
    signers: Array.isArray(signers) ? signers : null,
    approvals: Array.isArray(approvals) ? approvals : null,
    people: identifiedSigners(people),
  })
  derived.set(reading, { people, situation })
  return situation
}
