import type { FlowView } from '#shared/flow.ts'
import type { FlowDocuments } from '#shared/flow-document.ts'
import { linkAccepted, linkAccess } from '#web/api/session/link-access.ts'
import { requestJson, type RequestOptions } from '#web/api/http/request.ts'

/** `GET /api/flows/:taskId`. Rejects with `ApiError`. */
export async function readFlow(taskId: string, options: RequestOptions = {}): Promise<FlowView> {
  const path = `/api/flows/${encodeURIComponent(taskId)}`
  const view = await requestJson<FlowView>(path, { ...options, access: linkAccess(taskId) })
  linkAccepted(taskId)
  return view
}

/** `GET /api/flows/:taskId/documents`; the addresses in it are not to be kept. */
export function readFlowDocuments(taskId: string): Promise<FlowDocuments> {
  return requestJson<FlowDocuments>(`/api/flows/${encodeURIComponent(taskId)}/documents`)
}
