import { useQuery, useQueryClient } from '@tanstack/react-query'
import { appConfigQuery, sandboxSamplesQuery } from '#web/api/queries/app-config-query.ts'
import { useSession } from '#web/api/session/session-query.ts'
import { lazyPart } from '#web/components/page/lazy-part.tsx'
import { Page } from '#web/components/page/page.tsx'
import { PullToRefresh } from '#web/components/pull/pull-to-refresh.tsx'
import { useWords } from '#web/i18n/words.ts'
import { DraftRow } from './draft-row.tsx'
import { FlowFinder } from './flow-finder.tsx'
import './home.css'
import { homeWords } from './home-words.ts'
import { OtherWays } from './other-ways.tsx'
import { SandboxNotice } from './sandbox-notice.tsx'
import { useFlowFilter } from './search/use-flow-filter.ts'
import { useLiveLists } from './use-live-lists.ts'

/** Needed only after a return from e签宝. */
const ReturnNote = lazyPart(
  async () => (await import('#web/components/launch/return-note.tsx')).ReturnNote,
)
const isReturn = /[?&]returned=/.test(location.search)

/** Only third-party apps are subscribed to. */
const SubscriptionNotice = lazyPart(
  async () => (await import('./subscription-notice.tsx')).SubscriptionNotice,
  null,
)

/** What waits for the person, and the way to every other contract. */
export function HomePage() {
  const t = useWords(homeWords)
  const session = useSession()
  const client = useQueryClient()
  const { data: config } = useQuery(appConfigQuery)
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
        {isReturn && <ReturnNote placeholder={null} />}
        {config?.appKind === 'third-party' && <SubscriptionNotice placeholder={null} />}
        {samples && <SandboxNotice session={session} />}
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
