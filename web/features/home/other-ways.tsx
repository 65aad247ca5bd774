import { useInfiniteQuery } from '@tanstack/react-query'
import { flowListQuery } from './list/flow-list-query.ts'
import { RecentFlows } from './recent-flows-list.tsx'
import { SampleFlows } from './sample-flows.tsx'
import type { ListChoice } from './search/flow-filter.ts'

/** How many contracts make a list that leaves room for other ways to contracts. */
const few = 5

/** Other ways to contracts, shown where nothing is searched for, below the end of the list. */
export function OtherWays({ choice: { scope, q, status } }: { choice: ListChoice }) {
  const { data, isError, hasNextPage } = useInfiniteQuery({
    ...flowListQuery({ scope: scope ?? 'waiting', q, status }),
    enabled: scope !== null,
  })
  const count = data?.pages.reduce((sum, { flows }) => sum + flows.length, 0) ?? 0
  const isThere = scope !== null && (data !== undefined || isError)
  if (!isThere || hasNextPage || q !== '' || status !== null) return null
  return (
    <>
      {count <= few && <RecentFlows />}
      <SampleFlows />
    </>
  )
}
