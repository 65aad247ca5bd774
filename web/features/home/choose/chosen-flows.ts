import type { ListedFlow } from '#shared/schemas/flow/flow-list.ts'

/** The state of selection mode. */
export type ChosenFlows = {
  /** By task id, in the order of selection. */
  chosen: ReadonlyMap<string, ListedFlow>
  set: (chosen: ReadonlyMap<string, ListedFlow>) => void
  leave: () => void
}

/** The proxy's limit per call. */
export const maxChosen = 50
