import type { FlowList } from '#shared/schemas/flow/flow-list.ts'

/** How many pages of flows that are all new are read until a list counts as another one. */
const mostNew = 4

/**
 * Reads a page of a list again from where it began to where it ended. Lists are ordered by when
 * flows were first seen: what is new comes in front and makes the page longer, what has left makes
 * the reading reach into the next page. Either way the page goes on ending where it did, so that the
 * pages after it still follow and need not be read again too.
 * @param read gives the flows after a cursor
 * @param isLast whether no page that follows it is known
 */
export async function readPageAgain(
  old: FlowList,
  start: string | null,
  isLast: boolean,
  read: (cursor: string | null) => Promise<FlowList>,
): Promise<FlowList> {
  const known = old.flows.map(({ taskId }) => taskId)
  const flows: FlowList['flows'] = []
  let cursor = start
  for (let pages = 1; ; pages += 1) {
    // Each page begins where the one before ends.
    // oxlint-disable-next-line no-await-in-loop
    const fresh = await read(cursor)
    flows.push(...fresh.flows)
    cursor = fresh.nextCursor
    if (cursor === null) return { flows, nextCursor: null }
    const reached = known.indexOf(flows[flows.length - 1]?.taskId ?? '')
    const meets = flows.some(({ taskId }) => known.includes(taskId))
    if (meets && (reached === -1 || reached === known.length - 1))
      return { flows, nextCursor: isLast ? cursor : old.nextCursor }
    if (!meets && pages === mostNew) return { flows, nextCursor: cursor }
  }
}

/** All flows of the pages, each once: of two pages that overlap, the first was read further. */
export function flowsOf(pages: readonly FlowList[]): FlowList['flows'] {
  const seen = new Set<string>()
  return pages
    .flatMap(({ flows }) => flows)
    .filter(({ taskId }) => !seen.has(taskId) && seen.add(taskId))
}
