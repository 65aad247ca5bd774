import { logTypeCodes, logTypes } from '#shared/rules/codes/log-type.ts'
import type { Flow, FlowLog } from '#shared/schemas/flow/flow.ts'
import { toFlowStatus } from './flow-codes.ts'
import type { FlowDetail } from './flow-detail.ts'
import { vocabulary } from './upstream-values.ts'

const toLogType = vocabulary(
  logTypes.flatMap((type) => (type === 'unknown' ? [] : [[logTypeCodes[type], type]])),
)

/** A flow in our terms, without upstream's numbers. */
export function toFlow(taskId: string, detail: FlowDetail): Flow {
  return {
    taskId,
    title: detail.businessScene ?? detail.businessSense,
    status: toFlowStatus(detail.flowStatus),
    statusCode: detail.flowStatus,
    initiator: { name: detail.initiatorName, organization: detail.initiatorAuthorizedName },
    logs: newestFirst(detail.logs.map(toLog)),
  }
}

function toLog(log: FlowDetail['logs'][number]): FlowLog {
  return {
    type: toLogType(log.logType),
    typeCode: log.logType === null ? null : String(log.logType),
    description: log.operateDescription,
    operator: log.operatorAccountName,
    time: log.operateTime,
  }
}

/**
 * Newest first; records with equal times keep upstream's order, reversed if upstream starts with
 * the oldest. Records without a time come last.
 */
function newestFirst(logs: FlowLog[]): FlowLog[] {
  return (beginsWithOldest(logs) ? logs.toReversed() : logs).toSorted((a, b) => {
    if (a.time === null || b.time === null) return Number(a.time === null) - Number(b.time === null)
    return b.time - a.time
  })
}

/** Operations that come early in a flow, earliest first; all others come later. */
const early: readonly FlowLog['type'][] = [
  'flow-created',
  'document-added',
  'attachment-added',
  'participant-added',
  'sign-area-added',
  'flow-started',
  'sign-notified',
]

/**
 * Compares the times of the first and the last record, or their operations if the times are equal.
 */
function beginsWithOldest(logs: readonly FlowLog[]): boolean {
  const timed = logs.filter(({ time }) => time !== null)
  const [first, last] = [timed[0], timed.at(-1)]
  if (first === undefined || last === undefined) return false
  if (first.time !== last.time) return (first.time ?? 0) < (last.time ?? 0)
  return rank(first) < rank(last)
}

function rank({ type }: FlowLog): number {
  const place = early.indexOf(type)
  return place < 0 ? early.length : place
}
