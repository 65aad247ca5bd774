import { hasConditions } from '#web/api/queries/flow-list.ts'
import { useInfiniteQuery } from '@tanstack/react-query'
import { flowListQuery } from './list/flow-list-query.ts'
import { RecentFlows } from './recent-flows-list.tsx'
import { SampleFlows } from './sample-flows.tsx'
import { type ListChoice } from './search/flow-filter.ts'

/** A list of up to this many contracts leaves room for other ways to contracts. */
const few = 10

/** Other ways to contracts below the end of the list, while nothing is searched for. */
export function OtherWays({ choice }: { choice: ListChoice }) {
  const { scope, q } = choice
  const { data, isError, hasNextPage } = useInfiniteQuery({
    ...flowListQuery({ ...choice, scope: scope ?? 'waiting' }),
    enabled: scope !== null,
  })
  const count = data?.pages.reduce((sum, { flows }) => sum + flows.length, 0) ?? 0
  const isThere = scope !== null && (data !== undefined || isError)
  if (!isThere || hasNextPage || q !== '' || hasConditions(choice)) return null
  return (
    <>
      {count <= few && <RecentFlows />}
      <SampleFlows />
    </>
  )
}
