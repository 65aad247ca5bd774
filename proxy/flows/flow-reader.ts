import type { FlowView } from '../../shared/flow.ts'
import type { Esign } from '../esign/esign.ts'
import { ProblemError } from '../problem.ts'

export type FlowReader = {
  /**
   * The flow as it is now. Reads of one flow that are under way share one call.
   * @throws ProblemError, see `Esign.getFlow`
   */
  read(corpId: string, taskId: string): Promise<FlowView>
}

/** @param now the time in epoch milliseconds */
export function createFlowReader(esign: Esign, now: () => number): FlowReader {
  const underWay = new Map<string, Promise<FlowView>>()

  async function fetchView(corpId: string, taskId: string): Promise<FlowView> {
    const flow = await esign.getFlow(corpId, taskId)
    return { flow, fetchedAt: now() }
  }

  return {
    read(corpId, taskId) {
      const key = JSON.stringify([corpId, taskId])
      const shared = underWay.get(key)
      if (shared !== undefined) return shared
      const view = fetchView(corpId, taskId).finally(() => underWay.delete(key))
      underWay.set(key, view)
      return view
    },
  }
}

export function invalidTaskId(): ProblemError {
  return new ProblemError('invalid-task-id', 'The task id is malformed.')
}
