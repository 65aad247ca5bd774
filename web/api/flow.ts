import type { FlowView } from '../../shared/flow.ts'
import { requestJson, type RequestOptions } from './request.ts'

/** `GET /api/flows/:taskId`. Rejects with `ApiError`. */
export function readFlow(taskId: string, options: RequestOptions = {}): Promise<FlowView> {
  return requestJson<FlowView>(`/api/flows/${encodeURIComponent(taskId)}`, options)
}
