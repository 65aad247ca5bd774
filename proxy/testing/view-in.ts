import { flowViewSchema, type FlowView } from '#shared/schemas/flow/flow.ts'
import type { WrittenJson } from '#proxy/base/http/written-json.ts'

/** The flow view in a serialised answer. */
export function viewIn({ pieces }: WrittenJson): FlowView {
  const bytes = Buffer.concat(pieces.map((piece) => Buffer.from(piece)))
  return flowViewSchema.parse(JSON.parse(bytes.toString()))
}
