import { useInfiniteQuery } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import type { FlowList as FlowPage } from '../../../shared/flow-list.ts'
import type { FlowFilter } from '../../api/flow-list.ts'
import { FailureNote } from '../../components/failure-note.tsx'
import { RetryButton } from '../../components/retry-button.tsx'
import { useNow } from '../../components/use-now.ts'
import { EmptyList } from './empty-list.tsx'
import { flowListQuery, pagesInView } from './flow-list-query.ts'
import { FlowRows } from './flow-rows.tsx'
import { ListEnd } from './list-end.tsx'
import { ListFreshness } from './list-freshness.tsx'
import { flowsOf } from './list-pages.ts'
import { ListSkeleton } from './list-skeleton.tsx'
import { narrowedList } from './narrowed-list.ts'
import { StatusFilter } from './status-filter.tsx'

interface FlowListProps {
  filter: FlowFilter
  isAdmin: boolean
  onFilter: (change: Partial<FlowFilter>) => void
}

/** The flows that pass a filter, as far down as one scrolls. */
export function FlowList({ filter, isAdmin, onFilter }: FlowListProps) {
  const now = useNow()
  const list = useInfiniteQuery({
    ...flowListQuery(filter),
    placeholderData: (shown, query) => narrowedList(shown, query?.queryKey[1], filter),
  })
  const { data, error, isPlaceholderData, hasNextPage, isFetching, fetchNextPage } = list
  const pages = data?.pages
  const flows = useMemo(() => flowsOf(pages ?? []), [pages])
  const total = hasNextPage ? null : flows.length
  const isMoreFailed = list.isFetchNextPageError

  const tellView = useCallback(
    (first: number, last: number) => {
      pagesInView.first = pageOf(pages ?? [], first)
      pagesInView.last = pageOf(pages ?? [], last)
    },
    [pages],
  )
  const mayLoadMore = hasNextPage && !isFetching && !isPlaceholderData && !isMoreFailed
  const loadMore = useCallback(() => {
    if (mayLoadMore) void fetchNextPage()
  }, [mayLoadMore, fetchNextPage])

  if (data === undefined) {
    return (
      <div className="card">
        {error === null ? (
          <ListSkeleton />
        ) : (
          <FailureNote error={error}>
            <RetryButton onRetry={list.refetch} />
          </FailureNote>
        )}
      </div>
    )
  }
  const key = JSON.stringify(filter)
  return (
    <div className="card" aria-busy={isPlaceholderData}>
      <div className="list-head">
        <ListFreshness
          fetchedAt={list.dataUpdatedAt}
          now={now}
          error={isMoreFailed ? null : error}
          isRefreshing={isFetching && !list.isFetchingNextPage}
          onRefresh={list.refetch}
        />
        {filter.scope !== 'waiting' && (
          <StatusFilter status={filter.status} onChange={(status) => onFilter({ status })} />
        )}
      </div>
      {flows.length === 0 ? (
        <EmptyList filter={filter} isAdmin={isAdmin} onFilter={onFilter} />
      ) : (
        <>
          <FlowRows
            key={key}
            listKey={key}
            flows={flows}
            total={total}
            now={now}
            showsInitiator={filter.scope !== 'started'}
            onView={tellView}
            onNearEnd={loadMore}
          />
          <ListEnd
            total={total}
            error={isMoreFailed ? error : null}
            onRetry={fetchNextPage}
            onSearchAll={
              filter.q !== '' && filter.scope !== 'all' ? () => onFilter({ scope: 'all' }) : null
            }
          />
        </>
      )}
    </div>
  )
}

/** The page that holds the flow of this index. */
function pageOf(pages: readonly FlowPage[], index: number): number {
  let before = 0
  return pages.findIndex(({ flows }) => {
    before += flows.length
    return index < before
  })
}
