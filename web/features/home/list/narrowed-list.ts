import type { InfiniteData } from '@tanstack/react-query'
import type { FlowList } from '#shared/schemas/flow/flow-list.ts'
import type { FlowFilter } from '#web/api/queries/flow-list.ts'

type Pages = InfiniteData<FlowList, string | null>

/**
 * A placeholder for a list that is loading: the rows on screen that match its filter. Undefined for
 * another tab.
 * @param before the filter of the list on screen
 */
export function narrowedList(
  shown: Pages | undefined,
  before: FlowFilter | undefined,
  filter: FlowFilter,
): Pages | undefined {
  // Otherwise rows of another tab would look like rows of this one.
  if (shown === undefined || before?.scope !== filter.scope) return undefined
  const { status } = filter
  const isNarrower =
    status.length > 0 &&
    (before.status.length === 0 || status.every((one) => before.status.includes(one)))
  if (!isNarrower || !isOtherwiseSame(before, filter)) return shown
  const pages = shown.pages.map((page) => ({
    ...page,
    flows: page.flows.filter((flow) => status.includes(flow.status)),
  }))
  // Only the proxy knows whether there are none.
  return pages.some(({ flows }) => flows.length > 0) ? { ...shown, pages } : shown
}

/** Whether they differ in nothing but the status. */
function isOtherwiseSame(one: FlowFilter, other: FlowFilter): boolean {
  const { q, since, by, due, sort } = one
  return (
    q === other.q &&
    since === other.since &&
    by === other.by &&
    due === other.due &&
    sort === other.sort
  )
}
