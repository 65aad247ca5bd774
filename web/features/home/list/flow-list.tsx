import { useInfiniteQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useState } from 'react'
import type { FlowList as FlowPage } from '#shared/flow-list.ts'
import type { FlowFilter } from '#web/api/queries/flow-list.ts'
import { FailureNote } from '#web/components/failure/failure-note.tsx'
import { RetryButton } from '#web/components/failure/retry-button.tsx'
import { useNow } from '#web/components/time/use-now.ts'
import { EmptyList } from '../empty-list.tsx'
import { flowListQuery, pagesInView } from './flow-list-query.ts'
import { FlowRows } from './flow-rows.tsx'
import { ListEnd } from './list-end.tsx'
import { ListFreshness } from '../list-freshness.tsx'
import { flowsOf } from './list-pages.ts'
import { ListSkeleton } from './list-skeleton.tsx'
import { narrowedList } from './narrowed-list.ts'
import { StatusFilter } from '../search/status-filter.tsx'
import { useLasting } from './use-lasting.ts'

/** How many rows before the last the next page is asked for. */
const ahead = 20

/** What takes longer than this is shown to be waited for, milliseconds. */
const usualAnswer = 200

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
  const { data, dataUpdatedAt, error, isPlaceholderData, hasNextPage, isFetching } = list
  const { fetchNextPage } = list
  const pages = data?.pages
  const flows = useMemo(() => flowsOf(pages ?? []), [pages])
  // The rows of the list before stay what they are until there are others to show.
  const [shown, setShown] = useState({ pages, key: JSON.stringify(filter) })
  if (shown.pages !== pages) setShown({ pages, key: JSON.stringify(filter) })
  const [fetchedAt, setFetchedAt] = useState(dataUpdatedAt)
  if (!isPlaceholderData && fetchedAt !== dataUpdatedAt) setFetchedAt(dataUpdatedAt)
  // To fade the rows and bring them back takes longer than the proxy usually does.
  const isBusy = useLasting(isPlaceholderData, usualAnswer)
  // Of a list that stands in for another one, nobody knows how many there will be.
  const total = hasNextPage || isPlaceholderData ? null : flows.length
  const isMoreFailed = list.isFetchNextPageError

  const [isNearEnd, setNearEnd] = useState(false)
  const tellView = useCallback(
    (first: number, last: number) => {
      pagesInView.first = pageOf(pages ?? [], first)
      pagesInView.last = pageOf(pages ?? [], last)
      setNearEnd(last >= flows.length - ahead)
    },
    [pages, flows],
  )
  const mayLoadMore = hasNextPage && !isFetching && !isPlaceholderData && !isMoreFailed
  useEffect(() => {
    if (isNearEnd && mayLoadMore) void fetchNextPage()
  }, [isNearEnd, mayLoadMore, fetchNextPage])

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
  return (
    <div className="card" aria-busy={isBusy}>
      <div className="list-head">
        <ListFreshness
          fetchedAt={fetchedAt}
          now={now}
          error={isMoreFailed ? null : error}
          isRefreshing={isFetching && !list.isFetchingNextPage && !isPlaceholderData}
          onRefresh={list.refetch}
        />
        {filter.scope !== 'waiting' && <StatusFilter status={filter.status} onFilter={onFilter} />}
      </div>
      {flows.length === 0 ? (
        <EmptyList filter={filter} isAdmin={isAdmin} onFilter={onFilter} />
      ) : (
        <>
          <FlowRows
            listKey={shown.key}
            flows={flows}
            total={total}
            now={now}
            showsInitiator={filter.scope !== 'started'}
            onView={tellView}
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
