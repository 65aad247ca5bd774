import { useQuery, useQueryClient } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import { useRef, useState } from 'react'
import { useSearch } from 'wouter'
import type { CorpFilter } from '#shared/rules/codes/corp-codes.ts'
import { useTrouble } from '#web/api/http/use-trouble.ts'
import { corpSearch, corpsKey, healthQuery } from '#web/api/queries/operator.ts'
import { useSession } from '#web/api/session/session-query.ts'
import { DownloadLink } from '#web/widgets/archive/download-link.tsx'
import '#web/widgets/desk/desk.css'
import { FailurePage } from '#web/widgets/failure-page/failure-page.tsx'
import { PageNotUpdated } from '#web/components/page/page-not-updated.tsx'
import { Page } from '#web/components/page/page.tsx'
import { PageHeader } from '#web/components/page/page-header.tsx'
import { PageSkeleton } from '#web/components/page/page-skeleton.tsx'
import { readAgain } from '#web/components/page/read-again.ts'
import { useRefresh } from '#web/components/page/use-refresh.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { CorpDetails } from './corp/corp-details.tsx'
import { CorpFinder } from './corp-finder.tsx'
import { CorpsList, CorpsSkeleton } from './corps-list.tsx'
import { choiceFrom } from './desk-path.ts'
import { HealthSummary } from './health-card.tsx'
import './operator.css'
import { operatorWords } from './operator-words.ts'

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
        head={<h1 className="operator-title">{t.pageTitle}</h1>}
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
