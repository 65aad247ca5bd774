import type { Flow, FlowLog } from '#shared/schemas/flow/flow.ts'
import { tellsSituation } from '#shared/rules/situation/situation-of.ts'
import { isMilestone } from '#shared/rules/situation/stage-durations.ts'

/** More stages than are worth remembering of a flow. */
export const mostMilestones = 500

/** Anybody may be notified again and again, which must not push milestones out. */
export const mostNotices = 100

/** More records than a page shows at first. */
export const newestRecords = 50

/**
 * A flow with the part of its log that is shown at first and that decides next step, times and
 * stages: the newest records, the newest of each kind (with and without a time), the newest
 * milestones, and the newest notices to signers. Order is kept, so the first record of a kind is that of the whole log.
 */
export function outlineOf(flow: Flow): Flow {
  const kinds = new Set<FlowLog['type']>()
  const timedKinds = new Set<FlowLog['type']>()
  let [milestones, notices] = [0, 0]
  const logs = flow.logs.filter((log, index) => {
    const { type, time } = log
    const isFirst = !kinds.has(type)
    const isFirstTimed = time !== null && !timedKinds.has(type)
    const isNotice = type === 'sign-notified'
    const isTelling = isNotice
      ? notices < mostNotices
      : milestones < mostMilestones && (isMilestone(log) || tellsSituation(log))
    kinds.add(type)
    if (time !== null) timedKinds.add(type)
    if (isNotice) notices += 1
    else if (isTelling) milestones += 1
    return index < newestRecords || isFirst || isFirstTimed || isTelling
  })
  return { ...flow, logs }
}
