import type { Flow, FlowLog } from '#shared/rules/flow.ts'
import { affectsSituation } from '#shared/rules/situation/situation-of.ts'
import { isMilestone } from '#shared/rules/situation/stage-durations.ts'

/** Cap on the remembered milestones of a flow. */
export const maxMilestones = 500

/**
 * Cap on notices to signers: anybody can cause any number of them, which must not displace
 * milestones.
 */
export const maxNotices = 100

/** A log of more records is loaded in two parts. */
const longLog = 1000

export function isLong({ logs }: Flow): boolean {
  return logs.length > longLog
}

/** Newest records kept, more than a page shows at first. */
export const newestRecords = 50

/**
 * A flow with only the records that are shown at first or that decide next step, times and stages:
 * the newest records, the newest of each kind (with and without a time), the newest milestones, and
 * the newest notices to signers. Order is kept, so the first record of each kind is the same as in
 * the whole log.
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
    const isRelevant = isNotice
      ? notices < maxNotices
      : milestones < maxMilestones && (isMilestone(log) || affectsSituation(log))
    kinds.add(type)
    if (time !== null) timedKinds.add(type)
    if (isNotice) notices += 1
    else if (isRelevant) milestones += 1
    return index < newestRecords || isFirst || isFirstTimed || isRelevant
  })
  return { ...flow, logs }
}
