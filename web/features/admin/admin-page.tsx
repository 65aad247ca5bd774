import { useQuery } from '@tanstack/react-query'
import { corpQuery } from '../../api/admin.ts'
import { useSession } from '../../api/session-query.ts'
import { AppError } from '../../components/app-error.tsx'
import { FailureActions } from '../../components/failure-actions.tsx'
import { Page } from '../../components/page.tsx'
import { PageSkeleton } from '../../components/page-skeleton.tsx'
import { PullToRefresh } from '../../components/pull-to-refresh.tsx'
import { ReturnNote } from '../../components/return-note.tsx'
import { useCorpNews } from '../../components/use-corp-news.ts'
import { useWords } from '../../i18n/words.ts'
import { adminWords } from './admin-words.ts'
import './admin.css'
import { AuditCard } from './audit-card.tsx'
import { CorpStateCard } from './corp-state-card.tsx'
import { DeveloperCard } from './developer-card.tsx'
import { MarginCard } from './margin-card.tsx'
import { OrdersCard } from './orders-card.tsx'
import { StatisticsCard } from './statistics-card.tsx'

/** What a corp's administrators see and do; operators also set the app up and order packages. */
export function AdminPage() {
  const t = useWords(adminWords)
  const session = useSession()
  const { data, error, refetch } = useQuery(corpQuery)
  useCorpNews()
  if (!data) {
    if (!error) return <PageSkeleton />
    return (
      <Page title={t.pageTitle} leadsHome>
        <AppError error={error}>
          <FailureActions error={error} onRetry={refetch} />
        </AppError>
      </Page>
    )
  }
  const isAdmin = session.role === 'admin'
  return (
    <Page title={t.pageTitle}>
      <PullToRefresh onRefresh={refetch}>
        <h1 className="visually-hidden">{t.pageTitle}</h1>
        <ReturnNote />
        <CorpStateCard corp={data} canManage={isAdmin} />
        <MarginCard margin={data.margin} />
        {isAdmin && <StatisticsCard />}
        {isAdmin && <AuditCard />}
        {data.noticeUrl !== null && <DeveloperCard noticeUrl={data.noticeUrl} />}
        {data.noticeUrl !== null && <OrdersCard />}
      </PullToRefresh>
    </Page>
  )
}
