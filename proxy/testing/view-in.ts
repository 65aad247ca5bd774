import { flowViewSchema, type FlowView } from '../../shared/flow.ts'
import type { WrittenJson } from '../written-json.ts'

/** The flow view that was written. */
export function viewIn({ pieces }: WrittenJson): FlowView {
  const bytes = Buffer.concat(pieces.map((piece) => Buffer.from(piece)))
  return flowViewSchema.parse(JSON.parse(bytes.toString()))
}
