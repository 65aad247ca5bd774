import type { FlowView } from '#shared/schemas/flow/flow.ts'
import { flowViewShape } from '#web/api/answers/first-shapes.ts'
import { linkAccepted, linkAccess } from '#web/api/session/link-access.ts'
import type { Http, RequestOptions } from '#web/api/http/http.ts'

export const flowApiPath = (taskId: string) => `/api/flows/${encodeURIComponent(taskId)}`

/** `GET /api/flows/:taskId`. Rejects with `ApiError`. */
export async function readFlow(
  http: Http,
  taskId: string,
  options: RequestOptions = {},
): Promise<FlowView> {
  const access = linkAccess(taskId)
  const view = await http.json(flowApiPath(taskId), flowViewShape, { ...options, access })
  linkAccepted(taskId)
  return view
}
