import type { FlowLog } from '#shared/rules/flow.ts'

/** The reason of a refusal or revocation, without the leading action in e签宝's text. */
export function logReason(log: FlowLog | undefined): string | null {
  return log?.description?.replace(/^(拒绝签署|撤回了流程)[：:]\s*/, '') ?? null
}
