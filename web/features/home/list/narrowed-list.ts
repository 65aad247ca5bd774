import type { InfiniteData } from '@tanstack/react-query'
import type { FlowList } from '#shared/schemas/flow/flow-list.ts'
import type { FlowFilter } from '#web/api/queries/flow-list.ts'

type Pages = InfiniteData<FlowList, string | null>

/**
 * What to show of a list that is being read: of the one that was on screen, what belongs into it as
 * well. Undefined where they have nothing to do with each other.
 * @param before the filter of the list that was on screen
 */
export function narrowedList(
  shown: Pages | undefined,
  before: FlowFilter | undefined,
  filter: FlowFilter,
): Pages | undefined {
  // Another tab's rows would be taken for this one's.
  if (shown === undefined || before?.scope !== filter.scope) return undefined
  const { status } = filter
  if (status === null || before.q !== filter.q) return shown
  const pages = shown.pages.map((page) => ({
    ...page,
    flows: page.flows.filter((flow) => flow.status === status),
  }))
  // That there are none at all is for the proxy to say.
  return pages.some(({ flows }) => flows.length > 0) ? { ...shown, pages } : shown
}
