import type { Flow } from '#sandbox/state/flow-model.ts'
import { flowsByStatus } from './flows-by-status.ts'
import { specialFlows } from './special-flows.ts'

/** New flows of the main organisation, all started by 张三, with times relative to `now`. */
export function seedFlows(now: number): Flow[] {
  return [...flowsByStatus(now), ...specialFlows(now)]
}
