import { queryOptions, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import List from 'antd-mobile/es/components/list'
import { Clock, ListChecks } from 'lucide'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { createPortal } from 'react-dom'
import type { FlowScope } from '#shared/rules/codes/flow-scope.ts'
import type { EpochMs } from '#shared/rules/time.ts'
import { cached } from '#web/api/device-cache/device-cache.ts'
import { useTrouble } from '#web/api/http/use-trouble.ts'
import { type FlowFilter, hasConditions, noConditions } from '#web/api/queries/flow-list.ts'
import { errorWords, failureIn } from '#web/components/failure/error-words.ts'
import { FailureBlock } from '#web/components/failure/failure-block.tsx'
import { retryHelpsIn } from '#web/components/failure/retry-helps.tsx'
import { RetrySmall } from '#web/components/failure/retry-small.tsx'
import { Icon } from '#web/components/icon.ts'
import { ListEnd } from '#web/components/list/list-end.tsx'
import { pagesWith, rowsIn } from '#web/components/list/list-pages.ts'
import { Row } from '#web/components/list/row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { PageNotice } from '#web/components/notice/page-notice.tsx'
import { flowPath } from '#web/components/page/navigation.ts'
import { useRefresh } from '#web/components/page/use-refresh.ts'
import { useAgo } from '#web/components/time/use-ago.ts'
import { useNow } from '#web/components/time/use-now.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { useChoosing } from '../choose/choosing.ts'
import { EmptyList } from '../empty-list.tsx'
import { homeWords } from '../home-words.ts'
import { readSearchText } from '../search/search-text.ts'
import { flowListQuery, flowPages, pagesInView } from './flow-list-query.ts'
import { FlowRows, type ListColumnPlace } from './flow-rows.tsx'
import { ListSkeleton } from './list-skeleton.tsx'
import { ListedFlowRow } from './listed-flow-row.tsx'
import { narrowedList } from './narrowed-list.ts'

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
  // A column is read again with the contract beside it.
  const isOld = column === null && !isFetching && now - fetchedAt > oldMs
  const { choosing } = choice
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
        <EmptyList isColumn={column !== null} filter={filter} onFilter={onFilter} />
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

/** Begins selection mode. An icon where the word does not fit next to the tabs. */
function ChooseButton({ onClick }: { onClick: () => Promise<void> }) {
  const t = useWords(homeWords)
  return (
    <Button
      className="choose-button"
      size="small"
      fill="none"
      color="primary"
      loading="auto"
      aria-label={t.choose}
      onClick={onClick}
    >
      <Icon icon={ListChecks} />
      <span>{t.choose}</span>
    </Button>
  )
}

/** A contract that is in no list but can be opened by the task id that was typed. */
function NamedFlow({ taskId }: { taskId: string }) {
  const t = useWords(homeWords)
  return (
    <div role="status">
      <Rows label={t.openTask({ taskId })}>
        <Row to={flowPath(taskId)} description={t.openTaskNote}>
          {t.openTask({ taskId })}
        </Row>
      </Rows>
    </div>
  )
}

/** Whether something has been true for this many milliseconds. */
function useLasting(isSo: boolean, milliseconds: number): boolean {
  const [isLasting, setLasting] = useState(false)
  if (!isSo && isLasting) setLasting(false)
  useEffect(() => {
    if (!isSo) return undefined
    const timer = setTimeout(() => setLasting(true), milliseconds)
    return () => clearTimeout(timer)
  }, [isSo, milliseconds])
  return isLasting
}

const cachedListQuery = (scope: FlowScope) =>
  queryOptions({
    queryKey: ['cached-list', scope],
    queryFn: ({ client }) => cached(client, `list/${scope}`),
    gcTime: 0,
  })

type CachedFlowsProps = {
  scope: FlowScope
  /** Why the list could not be read. */
  error: Error
  now: number
  onRetry: () => Promise<{ isError: boolean }>
}

/** A list that cannot be reached, as this device last read it; else why there is none. */
function CachedFlows({ scope, error, now, onRetry }: CachedFlowsProps) {
  const t = useWords(homeWords)
  const { data, isPending } = useQuery(cachedListQuery(scope))
  if (isPending) return <ListSkeleton />
  if (data == null || data.list.flows.length === 0)
    return (
      <List mode="card">
        <FailureBlock error={error} onRetry={onRetry} />
      </List>
    )
  return (
    <>
      <ListNotice trouble={error} fetchedAt={data.at} now={now} onRefresh={onRetry} />
      <Rows label={t[scope]} testId="cached-list">
        {data.list.flows.map((flow) => (
          <li key={flow.taskId} data-testid="flow-row">
            <ListedFlowRow flow={flow} now={now} scope={scope} q="" isCurrent={false} />
          </li>
        ))}
      </Rows>
    </>
  )
}

type ListNoticeProps = {
  /** Why the list may be stale; null if it is only old. */
  trouble: Error | null
  fetchedAt: EpochMs
  now: number
  onRefresh: () => Promise<{ isError: boolean }>
}

/** Says how old the shown list is, and reads it again. */
function ListNotice({ trouble, fetchedAt, now, onRefresh }: ListNoticeProps) {
  const t = useWords(homeWords)
  const tError = useWords(errorWords)
  const tFlow = useWords(words.flow)
  const tPage = useWords(words.page)
  const ago = useAgo(Math.max(now, fetchedAt))(fetchedAt)
  const refresh = useRefresh(onRefresh)
  const isJustRead = now - fetchedAt < 60_000
  if (trouble !== null) {
    const { reason } = failureIn(trouble, tError)
    return (
      <PageNotice
        rank="stale"
        action={<RetrySmall error={trouble} onRetry={onRefresh} fill="outline" />}
      >
        {isJustRead ? t.staleNow({ trouble: reason }) : t.stale({ trouble: reason, ago })}
      </PageNotice>
    )
  }
  return (
    <PageNotice
      rank="stale"
      icon={Clock}
      action={
        <Button size="small" fill="outline" loading="auto" onClick={refresh}>
          {tPage.refresh}
        </Button>
      }
    >
      {tFlow.updatedAgo({ ago })}
    </PageNotice>
  )
}
