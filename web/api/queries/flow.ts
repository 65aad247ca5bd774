import type { FlowView } from '#shared/schemas/flow/flow.ts'
import { flowViewShape } from '#web/api/answers/first-shapes.ts'
import { linkAccepted, linkAccess } from '#web/api/session/link-access.ts'
import type { Http, RequestOptions } from '#web/api/http/http.ts'

/** `GET /api/flows/:taskId`. Rejects with `ApiError`. */
export async function readFlow(
  http: Http,
  taskId: string,
  options: RequestOptions = {},
): Promise<FlowView> {
  const path = `/api/flows/${encodeURIComponent(taskId)}`
  const view = await http.json(path, flowViewShape, { ...options, access: linkAccess(taskId) })
  linkAccepted(taskId)
  return view
}
