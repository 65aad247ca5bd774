import type { FlowList } from '#shared/schemas/flow/flow-list.ts'
import type { FlowScope } from '#shared/rules/codes/flow-scope.ts'
import type { FlowStatus } from '#shared/rules/codes/flow-status.ts'
import { flowListShape } from '#web/api/answers/list-shapes.ts'
import type { Http, RequestOptions } from '#web/api/http/http.ts'

export interface FlowFilter {
  scope: FlowScope
  /** Null for all. */
  status: FlowStatus | null
  /** Part of a title, a person's name, an organisation or a task id; empty for all. */
  q: string
}

/**
 * One page of a list, `GET /api/flows`. Rejects with `ApiError`.
 * @param cursor `nextCursor` of the previous page; null for the first
 */
export function readFlowList(
  http: Http,
  { scope, status, q }: FlowFilter,
  cursor: string | null,
  options: RequestOptions = {},
): Promise<FlowList> {
  const query = new URLSearchParams({ scope })
  if (status !== null) query.set('status', status)
  if (q !== '') query.set('q', q)
  if (cursor !== null) query.set('cursor', cursor)
  return http.json(`/api/flows?${query}`, flowListShape, options)
}
