import type { FlowView } from '#shared/schemas/flow/flow.ts'
import { linkAccepted, linkAccess } from '#web/api/session/link-access.ts'
import { hasCode } from '#web/api/http/api-error.ts'
import type { Http, RequestOptions } from '#web/api/http/http.ts'

/** The key of a flow's view in the query cache. */
export const flowKey = (taskId: string) => ['flow', taskId] as const

export const flowApiPath = (taskId: string) => `/api/flows/${encodeURIComponent(taskId)}`

/** Whether the requester may not see the flow, not even a cached one. */
export function isAccessDenied(error: unknown): boolean {
  return hasCode(error, 'flow-forbidden', 'link-invalid', 'flow-not-found')
}

/**
 * What is shown without having been opened, contracts by their task id and files by their path:
 * reading it is no visit, and opens nothing.
 */
export const shownByItself = new Set<string>()

/** `GET /api/flows/:taskId`. Rejects with `ApiError`. */
export async function readFlow(
  http: Http,
  taskId: string,
  options: RequestOptions = {},
): Promise<FlowView> {
  const access = linkAccess(taskId)
  const isByItself = shownByItself.has(taskId)
  const view = await http.json<FlowView>(flowApiPath(taskId), { ...options, access, isByItself })
  linkAccepted(taskId)
  return view
}
