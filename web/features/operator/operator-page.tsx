import { useQuery, useQueryClient } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import { useState } from 'react'
import { useSearch } from 'wouter'
import { corpFilters } from '#shared/rules/codes/corp-codes.ts'
import { useTrouble } from '#web/api/http/use-trouble.ts'
import { type CorpChoice, corpsKey, healthQuery } from '#web/api/queries/operator.ts'
import { useSession } from '#web/api/session/session-query.ts'
import { FailurePage } from '#web/components/failure/failure-page.tsx'
import { useIsSplit } from '#web/components/use-is-wide.ts'
import { PageNotUpdated } from '#web/components/page/page-not-updated.tsx'
import { Page } from '#web/components/page/page.tsx'
import { PageBar } from '#web/components/page/page-bar.tsx'
import { PageSkeleton } from '#web/components/page/page-skeleton.tsx'
import { readAgain } from '#web/components/page/read-again.ts'
import { useRefresh } from '#web/components/page/use-refresh.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { CorpsList } from './corps-list.tsx'
import { CorpDetails } from './corp-details.tsx'
import { HealthCard, HealthSummary } from './health-card.tsx'
import './operator.css'
import { operatorWords } from './operator-words.ts'

function choiceFrom(search: string): CorpChoice {
  const query = new URLSearchParams(search)
  const wanted = query.get('filter')
  const filter = corpFilters.find((one) => one === wanted) ?? 'all'
  return { filter, q: query.get('q') ?? '' }
}

/**
 * The organisations that use the app, the app's health, and one organisation, next to the list if
 * there is room.
 */
export function OperatorPage({ corpId }: { corpId: string | null }) {
  const t = useWords(operatorWords)
  const tPage = useWords(words.page)
  const { isOperator = false } = useSession()
  const isWide = useIsSplit()
  const choice = choiceFrom(useSearch())
  const [scroller, setScroller] = useState<HTMLElement | null>(null)
  const { data: health, error, refetch, dataUpdatedAt } = useQuery(healthQuery)
  const client = useQueryClient()
  const refresh = useRefresh(() => readAgain(client, [healthQuery.queryKey, corpsKey]))
  const trouble = useTrouble(health ? error : null, dataUpdatedAt || Infinity)
  // A new operator's session does not contain the role yet; the answer decides.
  if (!isOperator && health === undefined) {
    if (error === null) return <PageSkeleton />
    return (
      <Page title={t.pageTitle} hasLanguage>
        <FailurePage error={error} onRetry={refetch} />
      </Page>
    )
  }
  const stale = trouble && <PageNotUpdated onRetry={refresh} />
  if (isWide)
    return (
      <Page title={t.pageTitle} hasColumns>
        <div className="desk desk-columns operator-columns">
          <div ref={setScroller} className="operator-list">
            <h1 className="visually-hidden">{t.pageTitle}</h1>
            {scroller !== null && (
              <CorpsList choice={choice} current={corpId} scroller={scroller} />
            )}
          </div>
          <div>
            {corpId === null ? (
              <>
                {stale}
                <HealthCard choice={choice} />
              </>
            ) : (
              <CorpDetails key={corpId} corpId={corpId} choice={choice} isBeside />
            )}
          </div>
        </div>
      </Page>
    )
  if (corpId !== null)
    return (
      <Page title={t.pageTitle}>
        <CorpDetails key={corpId} corpId={corpId} choice={choice} isBeside={false} />
      </Page>
    )
  return (
    <Page title={t.pageTitle}>
      <h1 className="visually-hidden">{t.pageTitle}</h1>
      {stale}
      <HealthSummary choice={choice} />
      <CorpsList choice={choice} current={null} scroller={null} />
      <PageBar>
        <Button loading="auto" onClick={refresh}>
          {tPage.refresh}
        </Button>
      </PageBar>
    </Page>
  )
}
