import type { Flow, LogTypeNumber, Signer } from '#sandbox/state/flow-model.ts'
import { signStatus } from '#sandbox/state/flow-model.ts'

/** Operator of events without a person, such as a deadline passing. */
export const systemOperator = '系统'

export function addLog(
  flow: Flow,
  type: LogTypeNumber,
  operator: string,
  description: string,
  time: number,
): void {
  flow.logs.push({ type, operator, description, time })
}

/** The people whose turn it is, including one who waits for a seal approval. */
export function dueSigners(flow: Flow): Signer[] {
  return flow.signers.filter(
    (signer) => signer.status === signStatus.due || signer.status === signStatus.inApproval,
  )
}
