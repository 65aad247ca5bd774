import { z } from 'zod'
import { logTypeCodes, logTypes } from '#shared/rules/codes/log-type.ts'
import type { Flow, FlowLog } from '#shared/rules/flow.ts'
import type { Operation } from '#proxy/upstream/esign/wire/operation.ts'
import { codeOfV1 } from '#proxy/upstream/esign/wire/refusals.ts'
import {
  code,
  list,
  textValue,
  timeValue,
  vocabulary,
} from '#proxy/upstream/esign/wire/upstream-values.ts'
import { toFlowStatus } from './flow-status.ts'

const toLogType = vocabulary(
  logTypes.flatMap((type) => (type === 'unknown' ? [] : [[logTypeCodes[type], type]])),
)

const logPayload = z
  .object({
    /** A number as text. */
    logType: code,
    operateDescription: textValue,
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

/** Any field may be missing, but not all; the title is `businessScene` in 2.0 and `businessSense` in 1.0. */
export const flowPayload = z
  .object({
    businessScene: textValue,
    businessSense: textValue,
    flowStatus: code,
    initiatorName: textValue,
    initiatorAuthorizedName: textValue,
    logs: list(logPayload),
  })
  // With none of these it is no flow, and would replace the last reading by nothing.
  .refine(
    ({ businessScene, businessSense, flowStatus, logs }) =>
      (businessScene ?? businessSense ?? flowStatus) !== null || logs.length > 0,
  )
  .transform((flow): Omit<Flow, 'taskId'> => ({
    title: flow.businessScene ?? flow.businessSense,
    status: toFlowStatus(flow.flowStatus),
    statusCode: flow.flowStatus,
    initiator: { name: flow.initiatorName, organization: flow.initiatorAuthorizedName },
    logs: newestFirst(flow.logs),
  }))

/**
 * Records with equal times keep upstream's order, reversed if it starts with the oldest; those
 * without a time come last.
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

/** By the times of the first and the last record, or their operations if these are equal. */
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

/**
 * A flow with its operation records.
 * @throws ProblemError `flow-not-found`
 */
export const getFlow = {
  '2.0': {
    sdkName: 'getFlowDetail',
    page: 'obtains-the-task-details',
    method: 'GET',
    path: '/v2.0/esign/flowTasks/{taskId}',
    // An unknown flow is `flowNotExists`; `getFlowInfoError` and `queryFlowDetailError` are failures
    // of the lookup.
    refusals: { requestParamError: 'flow-not-found' },
  },
  '1.0': {
    sdkName: 'getFlowDetail',
    page: 'obtain-the-task-details-of-the-corresponding-process',
    method: 'GET',
    path: '/v1.0/esign/flows/detail',
    query: 'taskId',
    refusals: { [codeOfV1]: 'flow-not-found' },
    emptyMeans: 'flow-not-found',
  },
  call: async (ask, taskId: string): Promise<Flow> => ({
    taskId,
    ...(await ask({ parameters: { taskId } }, flowPayload)),
  }),
} satisfies Operation
