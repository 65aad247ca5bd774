import type { Flow, FlowLog } from '#shared/schemas/flow/flow.ts'
import { tellsSituation } from '#shared/rules/situation/situation-of.ts'
import { isMilestone } from '#shared/rules/situation/stage-durations.ts'

/** More stages than are worth remembering of a flow. */
export const mostMilestones = 500

/** More records than a page shows at first. */
export const newestRecords = 50

/**
 * A flow with no more of its log than is shown at first, and decides what is next, since when, and how
 * long it has taken: the newest records, of each kind the newest one and the newest with a time, and
 * the newest of those that begin or end a stage or tell the situation. They stay in their order, so that a search for
 * the first record of a kind finds the same one as in the whole log.
 */
export function outlineOf(flow: Flow): Flow {
  const kinds = new Set<FlowLog['type']>()
  const timedKinds = new Set<FlowLog['type']>()
  let milestones = 0
  const logs = flow.logs.filter((log, index) => {
    const { type, time } = log
    const isFirst = !kinds.has(type)
    const isFirstTimed = time !== null && !timedKinds.has(type)
    const isStage = milestones < mostMilestones && (isMilestone(log) || tellsSituation(log))
    kinds.add(type)
    if (time !== null) timedKinds.add(type)
    if (isStage) milestones += 1
    return index < newestRecords || isFirst || isFirstTimed || isStage
  })
  return { ...flow, logs }
}
