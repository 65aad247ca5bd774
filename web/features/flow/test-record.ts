import type { FlowPerson, FlowRecord } from '#shared/schemas/flow/flow-record.ts'

/** A test's flow that was started here with these people. */
export function recordOf(people: FlowPerson[]): FlowRecord {
  return {
    deadline: null,
    isInitiator: false,
    people,
    urges: [],
    urge: { state: 'nobody', availableAt: null, reached: [], unreached: [] },
    lastOpenedAt: null,
  }
}
