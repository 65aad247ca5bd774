import { flowViewSchema, type FlowView } from '../../shared/flow.ts'
import type { WrittenJson } from '../written-json.ts'

/** The flow view that was written. */
export function viewIn(json: WrittenJson): FlowView {
  return flowViewSchema.parse(JSON.parse(Buffer.from(json.join()).toString()))
}
