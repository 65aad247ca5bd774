import type { Flow, FlowView } from '../../shared/flow.ts'
import type { FlowRecord } from '../../shared/flow-record.ts'
import type { SealApproval } from '../../shared/seal-approval.ts'
import type { Situation } from '../../shared/situation.ts'
import type { Signer } from '../../shared/signing.ts'
import type { ProblemError } from '../problem.ts'
import { toSection } from '../section.ts'
import { WrittenJson } from '../written-json.ts'

/** What e签宝 told of a flow at one moment; parts that could not be read are their failures. */
export type FlowReading = {
  /** See `outlineOf` where there is a `wholeFlow`. */
  flow: Flow
  /** A large flow as JSON, in UTF-8. */
  wholeFlow?: Uint8Array
  signers: Signer[] | ProblemError
  approvals: SealApproval[] | ProblemError
  /** When it was asked for, epoch milliseconds; what happened since may be missing. */
  fetchedAt: number
  /** Tells which of two readings began later, see `FlowRegistry.beginReading`; null when not known. */
  order: number | null
}

/**
 * A flow view as JSON.
 * @param situation see `situationIn`
 * @param requestId of whoever is answered; readings are shared by several
 * @param registry what the app itself knows of the flow, where it can be read
 * @param outline whether the outline of a large flow will do
 */
export function writeFlowView(
  reading: FlowReading,
  situation: Situation,
  requestId: string,
  registry: FlowRecord | null = null,
  outline = false,
): WrittenJson {
  const { flow, wholeFlow, signers, approvals, fetchedAt } = reading
  const isOutline = outline && wholeFlow !== undefined
  const rest = {
    signers: toSection(signers, requestId),
    approvals: toSection(approvals, requestId),
    situation,
    registry,
    fetchedAt,
    ...(isOutline ? { isOutline } : {}),
  } satisfies Omit<FlowView, 'flow'>
  const behind = `,${JSON.stringify(rest).slice(1)}`
  const whole = isOutline ? undefined : wholeFlow
  return new WrittenJson(['{"flow":', whole ?? textOf(flow), behind])
}

/** Of flows that are shown to several people. */
const texts = new WeakMap<Flow, string>()

function textOf(flow: Flow): string {
  const known = texts.get(flow)
  if (known !== undefined) return known
  const text = JSON.stringify(flow)
  texts.set(flow, text)
  return text
}
