import type { Flow, FlowView } from '#shared/schemas/flow/flow.ts'
import type { FlowRecord } from '#shared/schemas/flow/flow-record.ts'
import type { SealApproval } from '#shared/schemas/flow/seal-approval.ts'
import type { Situation } from '#shared/rules/situation/situation.ts'
import type { Signer } from '#shared/schemas/flow/signing.ts'
import type { ProblemError } from '#proxy/base/problem.ts'
import { toSection } from '#proxy/base/http/section.ts'
import { WrittenJson } from '#proxy/base/http/written-json.ts'

/** A reading of a flow from e签宝; sections that could not be read hold their failures. */
export type FlowReading = {
  /** An outline if there is a `wholeFlow`, see `outlineOf`. */
  flow: Flow
  /** A large flow as JSON, in UTF-8. */
  wholeFlow?: Uint8Array
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
 * A flow view; an outline of a large flow.
 * @param situation see `situationIn`
 * @param requestId of the request being answered; readings are shared by several
 * @param registry what the app itself knows of the flow, if it can be read
 */
export function toFlowView(
  reading: FlowReading,
  situation: Situation,
  requestId: string,
  registry: FlowRecord | null,
): FlowView {
  const { flow, wholeFlow, signers, approvals, fetchedAt } = reading
  return {
    flow,
    signers: toSection(signers, requestId),
    approvals: toSection(approvals, requestId),
    situation,
    registry,
    fetchedAt,
    ...(wholeFlow === undefined ? {} : { isOutline: true }),
  }
}

/**
 * A flow view as JSON.
 * @param view see `toFlowView`
 * @param wholeFlow replaces the outline in the view
 */
export function writeFlowView(view: FlowView, wholeFlow?: Uint8Array): WrittenJson {
  if (wholeFlow === undefined) return new WrittenJson([JSON.stringify(view)])
  const { flow: _flow, isOutline: _isOutline, ...rest } = view
  return new WrittenJson(['{"flow":', wholeFlow, `,${JSON.stringify(rest).slice(1)}`])
}
