import type { ListedFlow } from '#shared/schemas/flow/flow-list.ts'

/** Several flows of a list are being chosen. */
export interface ChosenFlows {
  /** By task id, in the order in which they were chosen. */
  chosen: ReadonlyMap<string, ListedFlow>
  set: (chosen: ReadonlyMap<string, ListedFlow>) => void
  leave: () => void
}

/** Flows that the proxy takes at a time. */
export const mostChosen = 50
