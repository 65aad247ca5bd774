import type { Flow, FlowView } from '#shared/schemas/flow/flow.ts'
import type { FlowRecord } from '#shared/schemas/flow/flow-record.ts'
import type { SealApproval } from '#shared/schemas/flow/seal-approval.ts'
import type { Situation } from '#shared/rules/situation/situation.ts'
import type { Signer } from '#shared/schemas/flow/signing.ts'
import type { ProblemError } from '#proxy/base/problem.ts'
import { toSection } from '#proxy/base/http/section.ts'
import { isLong, outlineOf } from './flow-outline.ts'

/** A reading of a flow from e签宝; sections that could not be read hold their failures. */
export type FlowReading = {
  flow: Flow
  signers: Signer[] | ProblemError
  approvals: SealApproval[] | ProblemError
  /** When it was requested, epoch milliseconds; later changes may be missing. */
  fetchedAt: number
  /** Orders readings by their start, see `FlowRegistry.beginReading`; null if unknown. */
  order: number | null
}

/** e签宝 may report the last signers of a completed flow a moment late. */
export function isSettled({ flow, signers }: Pick<FlowReading, 'flow' | 'signers'>): boolean {
  return (
    flow.status !== 'completed' ||
    (Array.isArray(signers) && signers.every(({ status }) => status === 'signed'))
  )
}

/**
 * A flow view.
 * @param situation see `situationIn`
 * @param requestId of the request being answered; readings are shared by several
 * @param registry what the app itself knows of the flow, if it can be read
 * @param outline whether the outline of a long log suffices
 */
export function toFlowView(
  reading: FlowReading,
  situation: Situation,
  requestId: string,
  registry: FlowRecord | null,
  outline: boolean,
): FlowView {
  const { flow, signers, approvals, fetchedAt } = reading
  const isOutline = outline && isLong(flow)
  return {
    flow: isOutline ? outlineOf(flow) : flow,
    signers: toSection(signers, requestId),
    approvals: toSection(approvals, requestId),
    situation,
    registry,
    fetchedAt,
    ...(isOutline && { isOutline }),
  }
}
