import { useQuery, useQueryClient } from '@tanstack/react-query'
import { sandboxSamplesQuery } from '#web/api/queries/app-config-query.ts'
import { useSession } from '#web/api/session/session-query.ts'
import { Page } from '#web/components/page/page.tsx'
import { PullToRefresh } from '#web/components/pull/pull-to-refresh.tsx'
import { useWords } from '#web/i18n/words.ts'
import { DraftRow } from './draft-row.tsx'
import { FlowFinder } from './flow-finder.tsx'
import './home.css'
import { HomeNotices } from './home-notices.tsx'
import { homeWords } from './home-words.ts'
import { OtherWays } from './other-ways.tsx'
import { useFlowFilter } from './search/use-flow-filter.ts'
import { useLiveLists } from './use-live-lists.ts'

/** What waits for the person, and the way to every other contract. */
export function HomePage() {
  const t = useWords(homeWords)
  const session = useSession()
  const client = useQueryClient()
  const { data: samples } = useQuery(sandboxSamplesQuery)
  const [choice, changeChoice] = useFlowFilter()
  useLiveLists()
  const refresh = async () => {
    const lists = { queryKey: ['flows'], type: 'active' } as const
    await client.refetchQueries(lists)
    return client
      .getQueryCache()
      .findAll(lists)
      .every(({ state }) => state.error === null)
  }
  return (
    <Page title={t.pageTitle}>
      <PullToRefresh onRefresh={refresh}>
        <h1 className="visually-hidden">{t.pageTitle}</h1>
        <HomeNotices session={session} />
        <FlowFinder
          choice={choice}
          onChange={changeChoice}
          isAdmin={session.role === 'admin'}
          above={<DraftRow session={session} />}
        />
        <OtherWays choice={choice} session={session} samples={samples?.flows ?? null} />
      </PullToRefresh>
    </Page>
  )
}
