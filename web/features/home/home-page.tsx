import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Session } from '#shared/session.ts'
import { sandboxSamplesQuery } from '#web/api/queries/app-config-query.ts'
import type { FlowFilter } from '#web/api/queries/flow-list.ts'
import type { SandboxSamples } from '#web/api/queries/sandbox.ts'
import { useSession } from '#web/api/session/session-query.ts'
import { lazyPart } from '#web/components/page/lazy-part.tsx'
import { Page } from '#web/components/page/page.tsx'
import { PullToRefresh } from '#web/components/pull/pull-to-refresh.tsx'
import { useWords } from '#web/i18n/words.ts'
import { FlowList } from './list/flow-list.tsx'
import { flowListQuery } from './list/flow-list-query.ts'
import { FlowTabs, panelId, tabId } from './flow-tabs.tsx'
import './home.css'
import { HomeHeader } from './home-header.tsx'
import { homeWords } from './home-words.ts'
import { RecentFlows } from './recent-flows-list.tsx'
import { SampleFlows } from './sample-flows.tsx'
import { SearchField } from './search/search-field.tsx'
import { useFlowFilter } from './search/use-flow-filter.ts'
import { useLiveLists } from './use-live-lists.ts'

/** Needed by those alone whom e签宝 has brought back here. */
const ReturnNote = lazyPart(
  async () => (await import('#web/components/launch/return-note.tsx')).ReturnNote,
)
const isReturn = /[?&]returned=/.test(location.search)

/** What waits for the person, and the way to every other contract. */
export function HomePage() {
  const t = useWords(homeWords)
  const session = useSession()
  const client = useQueryClient()
  const { data: samples } = useQuery(sandboxSamplesQuery)
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
        {isReturn && <ReturnNote placeholder={null} />}
        <HomeHeader session={session} canSwitch={samples !== null && samples !== undefined} />
        <FilteredFlows session={session} samples={samples?.flows ?? null} />
      </PullToRefresh>
    </Page>
  )
}

interface FilteredFlowsProps {
  session: Session
  /** Null where there is no sandbox. */
  samples: SandboxSamples['flows'] | null
}

/** What depends on the filter, and what changes it. The page around it stays as it is. */
function FilteredFlows({ session, samples }: FilteredFlowsProps) {
  const [filter, changeFilter] = useFlowFilter()
  const { scope, q, status } = filter
  return (
    <>
      <SearchField q={q} onFilter={changeFilter} />
      <FlowTabs scope={scope} onFilter={changeFilter} />
      <div role="tabpanel" id={panelId} aria-labelledby={tabId(scope)}>
        <FlowList filter={filter} isAdmin={session.role === 'admin'} onFilter={changeFilter} />
      </div>
      {q === '' && status === null && (
        <OtherWays filter={filter} session={session} samples={samples} />
      )}
    </>
  )
}

interface OtherWaysProps extends FilteredFlowsProps {
  filter: FlowFilter
}

/** Other ways to contracts, shown where the list leads to none, or ends. */
function OtherWays({ filter, session, samples }: OtherWaysProps) {
  const { data, isError, hasNextPage } = useInfiniteQuery(flowListQuery(filter))
  const isEmpty = data?.pages.every(({ flows }) => flows.length === 0) ?? isError
  const isShort = isEmpty || (filter.scope === 'waiting' && data !== undefined && !hasNextPage)
  if (!isShort) return null
  return (
    <>
      <RecentFlows session={session} />
      {samples && <SampleFlows flows={samples} />}
    </>
  )
}
