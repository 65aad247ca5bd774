import type { FlowLog } from '#shared/schemas/flow/flow.ts'

/** Why somebody refused or revoked; the record may begin with what they did, which is said anyway. */
export function logReason(log: FlowLog | undefined): string | null {
  return log?.description?.replace(/^(拒绝签署|撤回了流程)[：:]\s*/, '') ?? null
}
