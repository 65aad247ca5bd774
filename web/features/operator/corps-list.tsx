import { type InfiniteData, infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import List from 'antd-mobile/es/components/list'
import Skeleton from 'antd-mobile/es/components/skeleton'
import { type ReactNode, useCallback, useMemo } from 'react'
import type { OperatorCorp, OperatorCorps } from '#shared/schemas/corp/operator.ts'
import {
  type CorpChoice,
  corpChoiceSearch,
  corpsKey,
  readCorps,
} from '#web/api/queries/operator.ts'
import { FailureBlock } from '#web/components/failure/failure-block.tsx'
import { ListEnd } from '#web/components/list/list-end.tsx'
import {
  type ListPages,
  type PagesInView,
  pagesWith,
  readInView,
  rowsIn,
} from '#web/components/list/list-pages.ts'
import { RowBody } from '#web/components/list/row.tsx'
import { VirtualRows } from '#web/components/list/virtual-rows.tsx'
import { ErrorBlock } from '#web/components/note/error-block.tsx'
import { Loading } from '#web/components/page/loading.tsx'
import { replaceWith } from '#web/components/page/navigation.ts'
import { useNow } from '#web/components/time/use-now.ts'
import { useIsWide } from '#web/components/use-is-wide.ts'
import { useWords } from '#web/i18n/words.ts'
import { ConditionTag } from './condition-tag.tsx'
import { CorpCells, CorpTable, tableWidth } from './corp-table.tsx'
import { corpPagePath, listPath } from './desk-path.ts'
import { operatorWords } from './operator-words.ts'
import { useDay } from './use-day.ts'

/** The heights of most rows, in root font sizes. */
const heights = { row: 4.5, cells: 2.75 } as const

/** The organisations that were chosen: rows on phones, a table from 768 pixels. */
export function CorpsList({ choice }: { choice: CorpChoice }) {
  const t = useWords(operatorWords)
  const now = useNow()
  const isTable = useIsWide(tableWidth)
  const list = useInfiniteQuery({ ...corpsQuery(choice), placeholderData: (shown) => shown })
  const { data, error, isPlaceholderData, hasNextPage, isFetchNextPageError: isMoreFailed } = list
  const pages = data?.pages
  const corps = useMemo(() => rowsIn(corpPages, pages ?? []), [pages])
  const noteView = useCallback(
    (first: number, last: number) => {
      Object.assign(corpPagesInView, pagesWith(corpPages, pages ?? [], first, last))
    },
    [pages],
  )
  const total = hasNextPage || isPlaceholderData ? null : corps.length
  const rows = corps.length > 0 && (
    <VirtualRows
      // Rows that were measured in one form do not fit the other.
      key={String(isTable)}
      listKey={`corps ${isTable ? 'table ' : ''}${corpChoiceSearch(choice)}`}
      rows={corps}
      idOf={corpPages.idOf}
      total={total}
      estimatedHeight={isTable ? heights.cells : heights.row}
      scroller={null}
      above={String(now)}
      testId="corp-list"
      rowTestId="corp"
      isTable={isTable}
      onView={noteView}
    >
      {(corp: OperatorCorp) =>
        isTable ? <CorpCells corp={corp} now={now} /> : <CorpRow corp={corp} now={now} />
      }
    </VirtualRows>
  )
  return (
    <section
      data-testid="corps"
      aria-label={t.corps}
      aria-busy={isPlaceholderData || (data === undefined && error === null)}
    >
      {data === undefined && error !== null && (
        <FailureBlock error={error} onRetry={list.refetch} />
      )}
      {data === undefined && error === null && <CorpsSkeleton />}
      {data !== undefined && corps.length === 0 && <NoCorps choice={choice} />}
      {rows && (
        <ListFrame isTable={isTable} choice={choice} total={total}>
          {rows}
        </ListFrame>
      )}
      {corps.length > 0 && (
        <ListEnd
          hasMore={hasNextPage && !isPlaceholderData && error === null}
          failure={isMoreFailed ? error : null}
          onMore={() => list.fetchNextPage({ cancelRefetch: false })}
          text={isMoreFailed ? t.moreFailed : total === null ? t.moreLoading : t.total(total)}
        />
      )}
    </section>
  )
}

type ListFrameProps = {
  isTable: boolean
  choice: CorpChoice
  total: number | null
  children: ReactNode
}

function ListFrame({ isTable, choice, total, children }: ListFrameProps) {
  if (isTable)
    return (
      <CorpTable choice={choice} total={total}>
        {children}
      </CorpTable>
    )
  return (
    <List mode="card" className="rows">
      {children}
    </List>
  )
}

/** Until it is known which organisations are listed, and until they are read. */
export function CorpsSkeleton() {
  return (
    <List mode="card" className="rows">
      <div className="desk-gap">
        <Loading>
          <Skeleton.Paragraph animated lineCount={6} />
        </Loading>
      </div>
    </List>
  )
}

function NoCorps({ choice }: { choice: CorpChoice }) {
  const t = useWords(operatorWords)
  if (choice.filter === 'all' && choice.q === '')
    return <ErrorBlock kind="empty" title={<h2>{t.nobodyYet}</h2>} description={t.nobodyYetNote} />
  return (
    <ErrorBlock kind="empty" title={<h2>{t.nothingFound}</h2>}>
      <Button
        color="primary"
        fill="outline"
        onClick={() => replaceWith(listPath({ ...choice, filter: 'all', q: '' }))}
      >
        {t.showAll}
      </Button>
    </ErrorBlock>
  )
}

type CorpRowProps = {
  corp: OperatorCorp
  now: number
}

/** An organisation in the list on phones: two lines, with one state. */
function CorpRow({ corp, now }: CorpRowProps) {
  const t = useWords(operatorWords)
  const day = useDay(now)
  const { corpId, name, condition, contractsLeft, flowsThisMonth, boughtUntil } = corp
  const facts = [
    contractsLeft !== null && t.left(contractsLeft),
    t.thisMonth(flowsThisMonth),
    boughtUntil !== null && t.until({ day: day(boughtUntil) }),
  ]
  return (
    <RowBody
      to={corpPagePath(corpId)}
      extra={<ConditionTag condition={condition} />}
      description={facts.filter((fact) => fact !== false).join(' · ')}
    >
      <bdi className="operator-name">{name ?? corpId}</bdi>
    </RowBody>
  )
}

/** Of the list on screen. */
const corpPagesInView: PagesInView = { first: 0, last: 0 }

const corpPages: ListPages<OperatorCorps, OperatorCorp> = {
  rowsOf: ({ corps }) => corps,
  idOf: ({ corpId }) => corpId,
  cursorOf: ({ nextCursor }) => nextCursor,
  withRows: (page, corps, nextCursor) => ({ ...page, corps, nextCursor }),
}

/** A paginated list of organisations. */
function corpsQuery(choice: CorpChoice) {
  const queryKey = [...corpsKey, choice] as const
  return infiniteQueryOptions({
    queryKey,
    queryFn: async ({ pageParam, signal, client }): Promise<OperatorCorps> => {
      const known = client.getQueryData<InfiniteData<OperatorCorps, string | null>>(queryKey)
      return readInView(corpPages, known, pageParam, corpPagesInView, (cursor) =>
        readCorps(client, choice, cursor, { signal }),
      )
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  })
}
