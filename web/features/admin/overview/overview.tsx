import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTrouble } from '#web/api/http/use-trouble.ts'
import { appConfigQuery } from '#web/api/queries/app-config.ts'
import { corpQuery, outboxQuery, statisticsQuery } from '#web/api/queries/admin.ts'
import { subscriptionHelpQuery } from '#web/api/queries/corp.ts'
import { ReturnNote } from '#web/widgets/launch/return-note.tsx'
import { PageNotUpdated } from '#web/components/page/page-not-updated.tsx'
import { Page } from '#web/components/page/page.tsx'
import { readAgain } from '#web/components/page/read-again.ts'
import { PullToRefresh } from '#web/components/pull/pull-to-refresh.tsx'
import { useIsWide } from '#web/components/use-is-wide.ts'
import { useWords } from '#web/i18n/words.ts'
import { adminWords } from '../admin-words.ts'
import { MarginCard } from '../packages/margin-card.tsx'
import { MonthsCard } from '../times/months-card.tsx'
import { FinishedStages } from '../times/stage-rows.tsx'
import { Figures } from './figures.tsx'
import { LongestList } from './longest-list.tsx'
import { NeedsList } from './needs-list.tsx'
import { PageLinks } from './page-links.tsx'
import { StatesCard } from './states-card.tsx'
import { WaitedForList } from './waited-for-list.tsx'

/** The queries that the page shows, as far as the viewer may see them. */
const shown = [corpQuery, subscriptionHelpQuery, statisticsQuery, outboxQuery].map(
  ({ queryKey }) => queryKey,
)

type OverviewProps = {
  isAdmin: boolean
  isOperator: boolean
}

/** What is stuck, what is missing and what is left; everything else is behind its last rows. */
export function Overview({ isAdmin, isOperator }: OverviewProps) {
  const t = useWords(adminWords)
  const client = useQueryClient()
  const corp = useQuery(corpQuery)
  const statistics = useQuery({ ...statisticsQuery, enabled: isAdmin })
  const outbox = useQuery({ ...outboxQuery, enabled: isAdmin })
  const isSubscriptionRead = useIsSubscriptionRead()
  const isWide = useIsWide(768)
  const old = [corp, statistics, outbox].find(({ data, error }) => data && error)
  const trouble = useTrouble(old?.error ?? null, corp.dataUpdatedAt || Infinity)
  const refresh = () => readAgain(client, shown)
  const isRead = [corp, ...(isAdmin ? [statistics] : [])].every(({ data, error }) => data || error)
  return (
    <Page title={t.pageTitle} hasColumns>
      <PullToRefresh onRefresh={refresh}>
        <div className="desk">
          <h1 className="visually-hidden">{t.pageTitle}</h1>
          <ReturnNote />
          {trouble && <PageNotUpdated error={trouble} onRetry={refresh} />}
          <Figures corp={corp} statistics={statistics} isAdmin={isAdmin} />
          {/* How high these are is known once both are read; drawn earlier, they would move. */}
          {isRead && isSubscriptionRead && (
            <div className="admin-columns">
              <div>
                <NeedsList reading={corp} canManage={isAdmin} />
                {isAdmin && <LongestList reading={statistics} most={isWide ? 5 : 3} />}
                {isAdmin && <WaitedForList reading={statistics} />}
              </div>
              <div className="admin-right">
                {isAdmin && <StatesCard reading={statistics} />}
                {isAdmin && isWide && <MonthsCard reading={statistics} />}
                {isAdmin && isWide && <FinishedStages reading={statistics} />}
                {isWide && <MarginCard reading={corp} />}
              </div>
              <PageLinks
                corp={corp.data}
                isAdmin={isAdmin}
                isOperator={isOperator}
                outbox={outbox}
              />
            </div>
          )}
        </div>
      </PullToRefresh>
    </Page>
  )
}

/** Whether what is missing can be told: only apps of the market have a subscription. */
function useIsSubscriptionRead(): boolean {
  const config = useQuery(appConfigQuery)
  const isOfMarket = config.data?.appKind === 'third-party'
  const help = useQuery({ ...subscriptionHelpQuery, enabled: isOfMarket })
  if (!config.data) return config.error !== null
  return !isOfMarket || help.data !== undefined || help.error !== null
}
