import type { FlowStore } from '#proxy/base/store/flows/flow-types.ts'

/** Ways to store a reading, which must come to the same. */
export const recordings = [
  ['of a flow that was not seen before', (flows: FlowStore) => flows],
  ['of a flow as it was seen', seenFirst],
] as const

function seenFirst(flows: FlowStore): FlowStore {
  return {
    ...flows,
    async recordReading(corpId, update) {
      const { seen } = await flows.beginReading(corpId, update.taskId)
      return flows.recordReading(corpId, { seen, ...update })
    },
  }
}
