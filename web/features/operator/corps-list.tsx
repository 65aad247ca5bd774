import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import { useEffect, useState } from 'react'
import { corpFilters } from '#shared/rules/codes/corp-codes.ts'
import { type CorpChoice, corpSearch, corpsQuery, healthQuery } from '#web/api/queries/operator.ts'
import { DownloadLink } from '#web/components/button/download-link.tsx'
import { DeskList, NotRead } from '#web/components/desk/desk-list.tsx'
import { MoreRow } from '#web/components/desk/more-row.tsx'
import { SearchField } from '#web/components/field/search-field.tsx'
import { Row } from '#web/components/list/row.tsx'
import { goInstead, leftAt } from '#web/components/page/navigation.ts'
import { useNow } from '#web/components/time/use-now.ts'
import { useViewer } from '#web/i18n/viewer.ts'
import { useWords } from '#web/i18n/words.ts'
import { CorpRow } from './corp-row.tsx'
import { deskPath } from './desk-path.ts'
import { operatorWords } from './operator-words.ts'

/** How long typing has to pause before it is searched for, milliseconds. */
const pause = 300

interface CorpsListProps {
  choice: CorpChoice
  /** The organisation that is shown beside the list. */
  current: string | null
}

/** Organisations that can be searched and filtered, fifty at a time. */
export function CorpsList({ choice, current }: CorpsListProps) {
  const t = useWords(operatorWords)
  const now = useNow()
  const { language } = useViewer()
  const reading = useInfiniteQuery({
    ...corpsQuery(choice),
    placeholderData: (shown) => shown,
  })
  const { error, hasNextPage, fetchNextPage, isPlaceholderData } = reading
  useEffect(() => {
    const at = leftAt()
    if (at !== null && current === null) window.scrollTo(0, at)
  }, [current])
  const search = corpSearch(choice)
  const showAll = () => goInstead(deskPath(current))
  return (
    <>
      <CorpSearch choice={choice} current={current} />
      <Filters choice={choice} current={current} />
      <DeskList
        title={t.corps}
        testId="corps"
        reading={reading}
        extra={
          <DownloadLink
            href={`/api/operator/corps.csv?${search === '' ? '' : `${search}&`}lang=${language}`}
            name="corps.csv"
          >
            {t.download}
          </DownloadLink>
        }
      >
        {({ pages }) => {
          const corps = pages.flatMap((page) => page.corps)
          return (
            <>
              {corps.length === 0 && search === '' && (
                <Row description={t.nobodyYetNote}>{t.nobodyYet}</Row>
              )}
              {corps.length === 0 && search !== '' && (
                <Row
                  foot={
                    <Button size="small" onClick={showAll}>
                      {t.showAll}
                    </Button>
                  }
                >
                  {t.nothingFound}
                </Row>
              )}
              {corps.map((corp) => (
                <CorpRow
                  key={corp.corpId}
                  corp={corp}
                  now={now}
                  to={deskPath(corp.corpId, choice)}
                  isCurrent={corp.corpId === current}
                />
              ))}
              {error && (
                <li className="desk-gap">
                  <NotRead error={error} onRetry={fetchNextPage} />
                </li>
              )}
              {!error && hasNextPage && !isPlaceholderData && <MoreRow onMore={fetchNextPage} />}
            </>
          )
        }}
      </DeskList>
    </>
  )
}

function CorpSearch({ choice, current }: CorpsListProps) {
  const t = useWords(operatorWords)
  const { filter, q } = choice
  const [text, setText] = useState(q)
  const [isComposing, setComposing] = useState(false)
  // The address may change by itself, as by going back.
  const [shown, setShown] = useState(q)
  if (q !== shown) {
    setShown(q)
    if (q !== text.trim()) setText(q)
  }
  const wanted = text.trim()
  useEffect(() => {
    if (isComposing || wanted === q) return undefined
    const find = () => goInstead(deskPath(current, { filter, q: wanted }))
    const timer = setTimeout(find, wanted === '' ? 0 : pause)
    return () => clearTimeout(timer)
  }, [wanted, q, filter, current, isComposing])
  return (
    <SearchField
      label={t.search}
      placeholder={t.searchPlaceholder}
      value={text}
      onChange={setText}
      onComposing={setComposing}
    />
  )
}

/** What can be chosen, with how many organisations there are of it; what nobody is, is left out. */
function Filters({ choice, current }: CorpsListProps) {
  const t = useWords(operatorWords)
  const { data } = useQuery(healthQuery)
  const counts = data?.counts
  const shown = corpFilters.filter(
    (filter) => filter === 'all' || filter === choice.filter || (counts?.[filter] ?? 0) > 0,
  )
  return (
    <div className="operator-filters" role="group" aria-label={t.filters} data-testid="filters">
      {shown.map((filter) => (
        <Button
          key={filter}
          size="small"
          shape="rounded"
          color={filter === choice.filter ? 'primary' : 'default'}
          fill={filter === choice.filter ? 'solid' : 'outline'}
          aria-pressed={filter === choice.filter}
          onClick={() => goInstead(deskPath(current, { ...choice, filter }))}
        >
          {counts === undefined
            ? t[`filter/${filter}`]
            : t.chip({ label: t[`filter/${filter}`], count: counts[filter] })}
        </Button>
      ))}
    </div>
  )
}
