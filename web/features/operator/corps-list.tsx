import { useInfiniteQuery } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import List from 'antd-mobile/es/components/list'
import Skeleton from 'antd-mobile/es/components/skeleton'
import { useCallback, useMemo } from 'react'
import { type CorpChoice, corpSearch } from '#web/api/queries/operator.ts'
import { DownloadLink } from '#web/components/button/download-link.tsx'
import { ListNotRead } from '#web/components/desk/desk-list.tsx'
import { ListEnd } from '#web/components/list/list-end.tsx'
import { pagesWith, rowsIn } from '#web/components/list/list-pages.ts'
import { Row } from '#web/components/list/row.tsx'
import { VirtualRows } from '#web/components/list/virtual-rows.tsx'
import { Loading } from '#web/components/page/loading.tsx'
import { replaceWith } from '#web/components/page/navigation.ts'
import { useNow } from '#web/components/time/use-now.ts'
import { useWords } from '#web/i18n/words.ts'
import { CorpFinder } from './corp-finder.tsx'
import { CorpRow } from './corp-row.tsx'
import { corpPages, corpPagesInView, corpsQuery } from './corps-query.ts'
import { deskPath } from './desk-path.ts'
import { operatorWords } from './operator-words.ts'

/** The height of most rows, in root font sizes. */
const estimatedHeight = 7.5

interface CorpsListProps {
  choice: CorpChoice
  /** The organisation that is shown next to the list. */
  current: string | null
  /** The scroll container; null for the window. */
  scroller: HTMLElement | null
}

/** A list of organisations with search, filters and infinite scrolling. */
export function CorpsList({ choice, current, scroller }: CorpsListProps) {
  const t = useWords(operatorWords)
  const now = useNow()
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
  const search = corpSearch(choice)
  const total = hasNextPage || isPlaceholderData ? null : corps.length
  const isNotRead = error !== null && !isMoreFailed
  return (
    <>
      <CorpFinder choice={choice} current={current} />
      <section
        className="desk-list"
        data-testid="corps"
        aria-busy={isPlaceholderData || (data === undefined && error === null)}
      >
        <List
          mode="card"
          className="rows"
          header={
            <div className="rows-head spread">
              <h2>{t.corps}</h2>
              <span className="operator-files">
                <DownloadLink path="/api/operator/orders.csv" name="orders.csv">
                  {t.downloadOrders}
                </DownloadLink>
                <DownloadLink
                  path={`/api/operator/corps.csv${search === '' ? '' : `?${search}`}`}
                  name="corps.csv"
                >
                  {t.download}
                </DownloadLink>
              </span>
            </div>
          }
        >
          {isNotRead && (
            <div className="desk-gap">
              <ListNotRead error={error} onRetry={list.refetch} />
            </div>
          )}
          {data === undefined && error === null && (
            <div className="desk-gap">
              <Loading>
                <Skeleton.Paragraph animated />
              </Loading>
            </div>
          )}
          {data !== undefined && corps.length === 0 && (
            <ul>
              <NoCorps isSearch={search !== ''} current={current} />
            </ul>
          )}
          {corps.length > 0 && (
            <VirtualRows
              listKey={`corps ${search}`}
              rows={corps}
              idOf={corpPages.idOf}
              total={total}
              estimatedHeight={estimatedHeight}
              scroller={scroller}
              above={JSON.stringify([now, isNotRead])}
              testId="corp-list"
              rowTestId="corp"
              onView={noteView}
            >
              {(corp) => (
                <CorpRow
                  corp={corp}
                  now={now}
                  to={deskPath(corp.corpId, choice)}
                  isCurrent={corp.corpId === current}
                />
              )}
            </VirtualRows>
          )}
        </List>
        {corps.length > 0 && (
          <ListEnd
            hasMore={hasNextPage && !isPlaceholderData && error === null}
            isFailed={isMoreFailed}
            onMore={() => list.fetchNextPage({ cancelRefetch: false })}
            text={isMoreFailed ? t.moreFailed : total === null ? t.moreLoading : t.total(total)}
          />
        )}
      </section>
    </>
  )
}

function NoCorps({ isSearch, current }: { isSearch: boolean; current: string | null }) {
  const t = useWords(operatorWords)
  if (!isSearch) return <Row description={t.nobodyYetNote}>{t.nobodyYet}</Row>
  return (
    <Row
      foot={
        <Button size="small" onClick={() => replaceWith(deskPath(current))}>
          {t.showAll}
        </Button>
      }
    >
      {t.nothingFound}
    </Row>
  )
}
