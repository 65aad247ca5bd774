import type { FlowLog } from '#shared/rules/flow.ts'
import { hasEnded, type FlowStatus } from '#shared/rules/codes/flow-status.ts'
import type { LogType } from '#shared/rules/codes/log-type.ts'
import { logReason } from './log-reason.ts'
import type { FlowEnd, SignerSituation } from './situation.ts'
import type { SituationFacts } from './situation-facts.ts'

/** The record of a flow's end by status; e签宝 has none for a termination. */
const endRecords: Record<FlowStatus, { type: LogType; hasReason?: true } | null> = {
  draft: null,
  signing: null,
  completed: { type: 'flow-archived' },
  revoked: { type: 'flow-revoked', hasReason: true },
  terminated: null,
  expired: { type: 'flow-expired' },
  deleted: { type: 'flow-deleted' },
  refused: { type: 'sign-refused', hasReason: true },
  unknown: null,
}

/**
 * By the record of the end, as records continue afterwards with views and downloads. Null while the
 * flow is in progress.
 */
export function flowEnd(
  { flow, signers }: SituationFacts,
  situations: readonly SignerSituation[],
): FlowEnd | null {
  const { status, logs } = flow
  if (!hasEnded(status)) return null
  const ending = endRecords[status]
  const records = logs.filter(({ type }) => type === ending?.type)
  const record = status === 'completed' ? oldest(records) : newest(records)
  const at = record?.time ?? null
  if (status !== 'completed') {
    const reason = ending?.hasReason === true ? logReason(record) : null
    return { at, by: record?.operator ?? null, reason }
  }
  const lastSignature = signers === null ? null : lastOf(situations)
  return { at: at ?? lastSignature, by: record?.operator ?? null, reason: null }
}

/** Newest, as a flow may expire, get a new deadline, and expire again. */
function newest(records: readonly FlowLog[]): FlowLog | undefined {
  return records.find(({ time }) => time !== null) ?? records[0]
}

/** Oldest, as a completed flow may be archived again. */
function oldest(records: readonly FlowLog[]): FlowLog | undefined {
  const timed = records.filter(({ time }) => time !== null)
  return timed[timed.length - 1] ?? records[records.length - 1]
}

/** The time of the last signature, which completes a flow; null unless all times are known. */
function lastOf(signers: readonly SignerSituation[]): number | null {
  const times = signers.flatMap(({ state, since }) =>
    state === 'done' && since !== null ? [since] : [],
  )
  return times.length > 0 && times.length === signers.length ? Math.max(...times) : null
}
