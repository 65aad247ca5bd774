import type { FlowPerson } from '#shared/schemas/flow/flow-record.ts'
import type { Situation } from '#shared/rules/situation/situation.ts'
import { situationOf } from '#shared/rules/situation/situation-of.ts'
import type { NewPerson } from '#proxy/base/store/flows/flow-types.ts'
import { identifiedSigners } from '#proxy/base/store/flows/merge-people.ts'
import type { FlowReading } from './flow-reading.ts'

/** A person that a flow was started with here. */
export type KnownPerson = Pick<FlowPerson, 'role' | 'name' | 'order'> &
  Pick<NewPerson, 'userId' | 'account'>

type Derived = { people: readonly KnownPerson[]; situation: Situation }

/** Cached by reading, as readings are shown to several people. */
const derived = new WeakMap<object, Derived>()

/**
 * The situation of a flow in a reading. It is the same for all viewers, so it is derived once for
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
