import type { FlowPerson, FlowRecord } from '#shared/schemas/flow/flow-record.ts'

/** The record of a flow that was started here with these people, for tests. */
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
