import { useInfiniteQuery } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import List from 'antd-mobile/es/components/list'
import { useCallback, useMemo, useState } from 'react'
import { createPortal } from 'react-dom'
import { type FlowFilter, hasConditions, noConditions } from '#web/api/queries/flow-list.ts'
import { errorWords, failureIn } from '#web/components/failure/error-words.ts'
import { FailureBlock } from '#web/components/failure/failure-block.tsx'
import { retryHelpsIn } from '#web/components/failure/retry-helps.tsx'
import { useTrouble } from '#web/api/http/use-trouble.ts'
import { ListEnd } from '#web/components/list/list-end.tsx'
import { pagesWith, rowsIn } from '#web/components/list/list-pages.ts'
import { useNow } from '#web/components/time/use-now.ts'
import { useWords } from '#web/i18n/words.ts'
import { ChooseButton } from '../choose/choose-button.tsx'
import { useChoosing } from '../choose/choosing.ts'
import { EmptyList } from '../empty-list.tsx'
import { homeWords } from '../home-words.ts'
import { readSearchText } from '../search/search-text.ts'
import { CachedFlows } from './cached-flows.tsx'
import { flowListQuery, flowPages, pagesInView } from './flow-list-query.ts'
import { FlowRows, type ListColumnPlace } from './flow-rows.tsx'
import { ListNotice } from './list-notice.tsx'
import { ListSkeleton } from './list-skeleton.tsx'
import { NamedFlow } from './named-flow.tsx'
import { narrowedList } from './narrowed-list.ts'
import { useLasting } from './use-lasting.ts'

/** Longer waits are shown; milliseconds. */
const busyDelayMs = 200

/** A list of this age says so; milliseconds. */
const oldMs = 5 * 60_000

type FilteredFlowsProps = {
  filter: FlowFilter
  onFilter: (change: Partial<FlowFilter>) => void
  /** Null if the list is the page. */
  column: ListColumnPlace | null
  /** Where the buttons of selection mode stand; null before it is there. */
  chooseHead: HTMLElement | null
}

/** The flows that match a filter, with infinite scrolling. */
export function FilteredFlows(props: FilteredFlowsProps) {
  const { filter, onFilter, column, chooseHead } = props
  const t = useWords(homeWords)
  const tError = useWords(errorWords)
  const now = useNow()
  const list = useInfiniteQuery({
    ...flowListQuery(filter),
    placeholderData: (shown, query) => narrowedList(shown, query?.queryKey[1], filter),
  })
  const { data, dataUpdatedAt, error, isPlaceholderData, hasNextPage, isFetching } = list
  const pages = data?.pages
  const flows = useMemo(() => rowsIn(flowPages, pages ?? []), [pages])
  // The previous rows stay until the new ones arrive.
  const [shown, setShown] = useState({ pages, key: JSON.stringify(filter) })
  if (shown.pages !== pages) setShown({ pages, key: JSON.stringify(filter) })
  const [fetchedAt, setFetchedAt] = useState(dataUpdatedAt)
  if (!isPlaceholderData && fetchedAt !== dataUpdatedAt) setFetchedAt(dataUpdatedAt)
  // Not at once, because the proxy usually answers before the rows would have faded.
  const isBusy = useLasting(isPlaceholderData, busyDelayMs)
  // With a placeholder, the number of rows is unknown.
  const total = hasNextPage || isPlaceholderData ? null : flows.length
  const trouble = useTrouble(error, fetchedAt)
  const isMoreFailed = list.isFetchNextPageError
  const noteView = useCallback(
    (first: number, last: number) => {
      Object.assign(pagesInView, pagesWith(flowPages, pages ?? [], first, last))
    },
    [pages],
  )

  const isWhole = filter.q === '' && !hasConditions(filter)
  const choice = useChoosing(shown.key)
  const { taskId, isCertain } = readSearchText(filter.q)
  const named = taskId !== null && <NamedFlow taskId={taskId} />
  if (data === undefined) {
    if (error === null) return <ListSkeleton />
    if (isWhole && retryHelpsIn(error) !== null)
      return (
        <CachedFlows scope={filter.scope} error={error} now={now} onRetry={() => list.refetch()} />
      )
    return (
      <>
        {named}
        <List mode="card">
          <FailureBlock error={error} onRetry={list.refetch} />
        </List>
      </>
    )
  }
  const staleError = isMoreFailed ? null : trouble
  const isBeside = column !== null && column.current !== null
  const isOld = !isBeside && !isFetching && now - fetchedAt > oldMs
  const choosing = isBeside ? null : choice.choosing
  return (
    <div aria-busy={isBusy} className="flow-list">
      {(staleError !== null || isOld) && (
        <ListNotice
          trouble={staleError}
          fetchedAt={fetchedAt}
          now={now}
          onRefresh={() => list.refetch()}
        />
      )}
      {chooseHead !== null &&
        !isBeside &&
        createPortal(
          choosing !== null ? (
            <choosing.parts.ChooseHead choosing={choosing} flows={flows} filter={filter} />
          ) : (
            flows.length > 0 && <ChooseButton onClick={choice.begin} />
          ),
          chooseHead,
        )}
      {flows.length === 0 && named}
      {flows.length === 0 && !isCertain && (
        <List mode="card">
          <EmptyList filter={filter} onFilter={onFilter} />
        </List>
      )}
      {flows.length > 0 && (
        <List mode="card" className="rows">
          <FlowRows
            listKey={shown.key}
            flows={flows}
            total={total}
            now={now}
            scope={filter.scope}
            q={filter.q}
            isStale={staleError !== null}
            column={column}
            choosing={choosing}
            onView={noteView}
          />
        </List>
      )}
      {flows.length > 0 && (
        <ListEnd
          hasMore={hasNextPage && !isPlaceholderData && !isMoreFailed}
          failure={isMoreFailed ? error : null}
          onMore={() => list.fetchNextPage({ cancelRefetch: false })}
          text={
            isMoreFailed
              ? t.moreFailed({ trouble: failureIn(error, tError).reason })
              : total === null
                ? t.moreLoading
                : t.total(total)
          }
        >
          {!isMoreFailed && total !== null && filter.q !== '' && filter.scope !== 'all' && (
            <Button size="small" onClick={() => onFilter({ scope: 'all', ...noConditions })}>
              {t.searchAll}
            </Button>
          )}
        </ListEnd>
      )}
      {choosing !== null && <choosing.parts.ChooseBar choosing={choosing} />}
    </div>
  )
}
