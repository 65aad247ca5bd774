import { z } from 'zod'
import { logTypeCodes, logTypes } from '#shared/rules/codes/log-type.ts'
import type { Flow, FlowLog } from '#shared/schemas/flow/flow.ts'
import { toFlowStatus } from './flow-codes.ts'
import { code, list, textValue, timeValue, vocabulary } from './upstream-values.ts'

const toLogType = vocabulary(
  logTypes.flatMap((type) => (type === 'unknown' ? [] : [[logTypeCodes[type], type]])),
)

const logPayload = z
  .object({
    /** A number as text. */
    logType: code,
    operateDescription: textValue,
    /** Epoch milliseconds. */
    operateTime: timeValue,
    operatorAccountName: textValue,
  })
  .transform((log): FlowLog => ({
    type: toLogType(log.logType),
    typeCode: log.logType === null ? null : String(log.logType),
    description: log.operateDescription,
    operator: log.operatorAccountName,
    time: log.operateTime,
  }))

/**
 * A flow as sent by both generations; any field may be missing. 2.0 calls the title
 * `businessScene` (obtains-the-task-details), 1.0 `businessSense`
 * (obtain-the-task-details-of-the-corresponding-process).
 */
export const flowPayload = z
  .object({
    businessScene: textValue,
    businessSense: textValue,
    flowStatus: code,
    initiatorName: textValue,
    initiatorAuthorizedName: textValue,
    logs: list(logPayload),
  })
  .transform((flow): Omit<Flow, 'taskId'> => ({
    title: flow.businessScene ?? flow.businessSense,
    status: toFlowStatus(flow.flowStatus),
    statusCode: flow.flowStatus,
    initiator: { name: flow.initiatorName, organization: flow.initiatorAuthorizedName },
    logs: newestFirst(flow.logs),
  }))

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
  const first = logs.find(({ time }) => time !== null)
  const last = logs.findLast(({ time }) => time !== null)
  if (first === undefined || last === undefined) return false
  if (first.time !== last.time) return (first.time ?? 0) < (last.time ?? 0)
  return rank(first) < rank(last)
}

function rank({ type }: FlowLog): number {
  const place = early.indexOf(type)
  return place < 0 ? early.length : place
}
