import type { FlowList } from '#shared/schemas/flow/flow-list.ts'
import type { FlowScope } from '#shared/rules/codes/flow-scope.ts'
import type { FlowSort } from '#shared/rules/codes/flow-sort.ts'
import type { FlowStatus } from '#shared/rules/codes/flow-status.ts'
import type { Http, RequestOptions } from '#web/api/http/http.ts'

/** What narrows or orders a list, besides its search text. Null stands for no condition. */
export type FlowConditions = {
  /** Empty for all. */
  status: readonly FlowStatus[]
  /** Started within this many days. */
  since: number | null
  /** `userId` of an initiator, or the name of one without. */
  by: string | null
  /** With a deadline within this many days. */
  due: number | null
  /** Null for the list's own order. */
  sort: FlowSort | null
}

export type FlowFilter = {
  scope: FlowScope
  /** Part of a title, a person's name, an organisation or a task id; empty for all. */
  q: string
} & FlowConditions

export const noConditions: FlowConditions = {
  status: [],
  since: null,
  by: null,
  due: null,
  sort: null,
}

/** The conditions alone. */
export function conditionsOf({ status, since, by, due, sort }: FlowConditions): FlowConditions {
  return { status, since, by, due, sort }
}

/** Whether anything but the list and the words was chosen. */
export function hasConditions(choice: FlowConditions): boolean {
  return JSON.stringify(conditionsOf(choice)) !== JSON.stringify(noConditions)
}

const hour = 60 * 60_000

/** The query of `GET /api/flows` and its CSV; days count from the start of this hour. */
export function flowListParams(filter: FlowFilter, now: number): URLSearchParams {
  const { scope, status, since, by, due, sort, q } = filter
  const query = new URLSearchParams({ scope })
  const inDays = (days: number) => String(now - (now % hour) + days * 24 * hour)
  if (status.length > 0) query.set('status', status.join(','))
  if (since !== null) query.set('since', inDays(-since))
  if (by !== null) query.set('by', by)
  if (due !== null) query.set('due', inDays(due))
  if (sort !== null) query.set('sort', sort)
  if (q !== '') query.set('q', q)
  return query
}

/**
 * One page of a list, `GET /api/flows`. Rejects with `ApiError`.
 * @param cursor `nextCursor` of the previous page; null for the first
 */
export function readFlowList(
  http: Http,
  filter: FlowFilter,
  cursor: string | null,
  options: RequestOptions = {},
): Promise<FlowList> {
  const query = flowListParams(filter, Date.now())
  if (cursor !== null) query.set('cursor', cursor)
  return http.json<FlowList>(`/api/flows?${query}`, options)
}
