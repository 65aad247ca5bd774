import { useQuery, useQueryClient } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import { useEffect, useRef, useState } from 'react'
import { useSearch } from 'wouter'
import { corpConditions, type CorpFilter } from '#shared/rules/codes/corp-codes.ts'
import { useTrouble } from '#web/api/http/use-trouble.ts'
import { type CorpChoice, corpSearch, corpsKey, healthQuery } from '#web/api/queries/operator.ts'
import { useSession } from '#web/api/session/session-query.ts'
import { RadioChips } from '#web/components/chip/choice-chips.tsx'
import { SearchField } from '#web/components/field/search-field.tsx'
import { replaceWith } from '#web/components/page/navigation.ts'
import { PageHeader } from '#web/components/page/page-header.tsx'
import { PageNotUpdated } from '#web/components/page/page-not-updated.tsx'
import { PageSkeleton } from '#web/components/page/page-skeleton.tsx'
import { Page } from '#web/components/page/page.tsx'
import { readAgain } from '#web/components/page/read-again.ts'
import { useRefresh } from '#web/components/page/use-refresh.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { DownloadLink } from '#web/widgets/archive/download-link.tsx'
import { DeskCrumb, useOpensDeskPages } from '#web/widgets/desk/desk-crumb.tsx'
import '#web/widgets/desk/desk.css'
import { FailurePage } from '#web/widgets/failure-page/failure-page.tsx'
import { CorpDetails } from './corp/corp-details.tsx'
import { CorpsList, CorpsSkeleton } from './corps-list.tsx'
import { choiceFrom, listPath } from './desk-path.ts'
import { HealthSummary } from './health-card.tsx'
import { operatorWords } from './operator-words.ts'
import './operator.css'

/** The organisations that use the app and the app's health, or one organisation. */
export function OperatorPage({ corpId }: { corpId: string | null }) {
  const t = useWords(operatorWords)
  const { isOperator = false } = useSession()
  const { data: health, error, refetch } = useQuery(healthQuery)
  // A new operator's session does not contain the role yet; the answer decides.
  if (!isOperator && health === undefined) {
    if (error === null) return <PageSkeleton />
    return (
      <Page title={t.pageTitle} hasLanguage>
        <FailurePage error={error} onRetry={refetch} />
      </Page>
    )
  }
  return (
    <Page title={t.pageTitle} hasColumns>
      {corpId === null ? <CorpsPage /> : <CorpDetails key={corpId} corpId={corpId} />}
    </Page>
  )
}

function CorpsPage() {
  const t = useWords(operatorWords)
  const tPage = useWords(words.page)
  const { data: health, error, dataUpdatedAt } = useQuery(healthQuery)
  const client = useQueryClient()
  useOpensDeskPages('/operator')
  const refresh = useRefresh(() => readAgain(client, [healthQuery.queryKey, corpsKey]))
  const trouble = useTrouble(health ? error : null, dataUpdatedAt || Infinity)
  const inPath = choiceFrom(useSearch())
  const [first, setFirst] = useState<CorpFilter | null>(null)
  // It stays when the last trouble has been mended.
  if (first === null && (health !== undefined || error !== null))
    setFirst((health?.counts.trouble ?? 0) > 0 ? 'trouble' : 'all')
  const files = useRef<HTMLSpanElement>(null)
  // On phones the links are hidden, and the rows of 更多 follow them.
  const save = (index: number) => files.current?.querySelectorAll('a')[index]?.click()
  const filter = inPath.filter ?? first
  const choice = filter === null ? null : { ...inPath, filter }
  const search = choice === null ? '' : corpSearch(choice)
  return (
    <>
      {trouble && <PageNotUpdated error={trouble} onRetry={refresh} />}
      <PageHeader
        hasHome={false}
        head={
          <div className="desk-head">
            <DeskCrumb to="/admin" label={t.adminDesk} />
            <h1 className="operator-title">{t.pageTitle}</h1>
          </div>
        }
        more={[
          { label: t.download, onClick: () => save(0), below768: true },
          { label: t.downloadOrders, onClick: () => save(1), below768: true },
        ]}
      >
        <Button loading="auto" onClick={refresh}>
          {tPage.refresh}
        </Button>
        <span ref={files} className="operator-files from-768">
          <DownloadLink path={`/api/operator/corps.csv?${search}`} name="corps.csv">
            {t.download}
          </DownloadLink>
          <DownloadLink path="/api/operator/orders.csv" name="orders.csv">
            {t.downloadOrders}
          </DownloadLink>
        </span>
      </PageHeader>
      {choice === null ? (
        <CorpsSkeleton />
      ) : (
        <>
          <CorpFinder choice={choice} />
          <HealthSummary choice={inPath} />
          <CorpsList choice={choice} />
        </>
      )}
    </>
  )
}

/** Debounce of the search text, in milliseconds. */
const typingPause = 300

/** Each organisation is in one of the first four. */
const sumChips: readonly CorpFilter[] = ['trouble', 'active', 'stopped', 'relieved', 'all']

/** All filters: the general ones, then each trouble, the worst first. */
const chips: readonly CorpFilter[] = [
  ...sumChips,
  ...corpConditions.filter((condition) => !sumChips.includes(condition)),
]

/** Searches and filters organisations. */
function CorpFinder({ choice }: { choice: CorpChoice }) {
  return (
    <>
      <CorpSearch choice={choice} />
      <Filters choice={choice} />
    </>
  )
}

function CorpSearch({ choice }: { choice: CorpChoice }) {
  const t = useWords(operatorWords)
  const { q } = choice
  const [text, setText] = useState(q)
  const [isComposing, setComposing] = useState(false)
  // The URL may change without typing, for example by going back.
  const [shown, setShown] = useState(q)
  if (q !== shown) {
    setShown(q)
    if (q !== text.trim()) setText(q)
  }
  const wanted = text.trim()
  useEffect(() => {
    if (isComposing || wanted === q) return undefined
    const find = () => replaceWith(listPath({ ...choice, q: wanted }))
    const timer = setTimeout(find, wanted === '' ? 0 : typingPause)
    return () => clearTimeout(timer)
  }, [wanted, q, choice, isComposing])
  return (
    <SearchField
      label={t.search}
      hint={t.searchPlaceholder}
      value={text}
      onChange={setText}
      onComposing={setComposing}
    />
  )
}

/** The filters with their counts, without empty ones. */
function Filters({ choice }: { choice: CorpChoice }) {
  const t = useWords(operatorWords)
  const { data } = useQuery(healthQuery)
  const counts = data?.counts
  const shown = chips.filter(
    (filter) => filter === 'all' || filter === choice.filter || (counts?.[filter] ?? 0) > 0,
  )
  return (
    <div className="operator-filters" data-testid="filters">
      <RadioChips
        isLine
        label={t.filters}
        options={shown.map((filter, index) => ({
          value: filter,
          isApart: shown[index - 1] === 'all',
          label:
            counts === undefined ? t[filter] : t.chip({ label: t[filter], count: counts[filter] }),
        }))}
        value={choice.filter}
        onChange={(filter) => replaceWith(listPath({ ...choice, filter }))}
      />
    </div>
  )
}
