import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { hasConditions } from '#web/api/queries/flow-list.ts'
import { readinessQuery } from '#web/api/queries/readiness.ts'
import { Page } from '#web/components/page/page.tsx'
import { readAgain } from '#web/components/page/read-again.ts'
import { PullToRefresh } from '#web/components/pull/pull-to-refresh.tsx'
import { useWords } from '#web/i18n/words.ts'
import { FlowFinder } from './flow-finder.tsx'
import { HomeNotices } from './home-notices.tsx'
import { homeWords } from './home-words.ts'
import './home.css'
import { flowListQuery } from './list/flow-list-query.ts'
import { RecentFlows } from './recent-flows-list.tsx'
import { SampleFlows } from './sample-flows.tsx'
import type { ListChoice } from './search/flow-filter.ts'
import { useFlowFilter } from './search/use-flow-filter.ts'
import { useLiveLists } from './use-live-lists.ts'

/** What is waiting for the person, and the way to every other contract. */
export function HomePage() {
  const t = useWords(homeWords)
  const client = useQueryClient()
  useLiveLists()
  const refresh = () => readAgain(client, [['flows']])
  return (
    <Page title={t.pageTitle}>
      <PullToRefresh onRefresh={refresh}>
        <div className="home">
          <h1 className="visually-hidden">{t.pageTitle}</h1>
          <HomeNotices />
          <ChosenFlows />
        </div>
      </PullToRefresh>
    </Page>
  )
}

/** All that a choice renders again. */
function ChosenFlows() {
  const [choice, changeChoice] = useFlowFilter()
  return (
    <>
      <FlowFinder choice={choice} onChange={changeChoice} />
      <OtherWays choice={choice} />
    </>
  )
}

/** A list of up to this many contracts leaves room for other ways to contracts. */
const fewFlows = 10

/** Other ways to contracts below the end of the list, while nothing is searched for. */
function OtherWays({ choice }: { choice: ListChoice }) {
  const { scope, q } = choice
  const { data, isError, hasNextPage } = useInfiniteQuery({
    ...flowListQuery({ ...choice, scope: scope ?? 'waiting' }),
    enabled: scope !== null,
  })
  const count = data?.pages.reduce((sum, { flows }) => sum + flows.length, 0) ?? 0
  // In place of an empty list stands what the first contract needs, which is read after it.
  const { isPending } = useQuery({ ...readinessQuery, enabled: false })
  const isSettled = count > 0 || scope !== 'all' || isError || !isPending
  const isThere = scope !== null && (data !== undefined || isError) && isSettled
  if (!isThere || hasNextPage || q !== '' || hasConditions(choice)) return null
  return (
    <>
      {count <= fewFlows && <RecentFlows />}
      <SampleFlows />
    </>
  )
}
