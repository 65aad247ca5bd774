import type { FlowView } from '../../shared/flow.ts'
import type { FlowDocuments } from '../../shared/flow-document.ts'
import { requestJson, type RequestOptions } from './request.ts'

/** `GET /api/flows/:taskId`. Rejects with `ApiError`. */
export function readFlow(taskId: string, options: RequestOptions = {}): Promise<FlowView> {
  return requestJson<FlowView>(`/api/flows/${encodeURIComponent(taskId)}`, options)
}

/** `GET /api/flows/:taskId/documents`; the addresses in it are not to be kept. */
export function readFlowDocuments(taskId: string): Promise<FlowDocuments> {
  return requestJson<FlowDocuments>(`/api/flows/${encodeURIComponent(taskId)}/documents`)
}
