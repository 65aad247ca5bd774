import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect } from 'react'
import { hasCode, isUnreachable } from '#web/api/http/api-error.ts'
import { cachedSessionQuery } from '#web/api/device-cache/device-cache.ts'
import { SessionContext, sessionQuery } from '#web/api/session/session-query.ts'
import { WholeFailurePage } from '#web/widgets/failure-page/lazy-failure-page.tsx'
import { PageSkeleton } from '#web/components/page/page-skeleton.tsx'
import { loadOutsideDingTalk } from './routes.ts'
import { lazyPage } from '#web/widgets/failure-page/lazy-page.tsx'

const OutsideDingTalkPage = lazyPage(async () => (await loadOutsideDingTalk()).OutsideDingTalkPage)

/**
 * Shows the pages to people who are signed in, and to others what to do. Until the proxy has
 * answered, and while it is unreachable, the cached session counts.
 */
export function SessionGate({ children }: { children: ReactNode }) {
  const { data, error, refetch } = useQuery(sessionQuery)
  const { data: cached = null } = useQuery({ ...cachedSessionQuery, enabled: data === undefined })
  const session = data ?? (!error || isUnreachable(error) ? cached : null)
  const isSignedOut = error !== null && session === null
  useEffect(() => {
    // Without a session there is no list.
    if (isSignedOut) document.documentElement.classList.remove('has-list')
  }, [isSignedOut])
  if (session)
    return (
      // Another person's pages start anew.
      <SessionContext key={`${session.corpId}/${session.userId}`} value={session}>
        {children}
      </SessionContext>
    )
  if (!error) return <PageSkeleton />
  if (hasCode(error, 'outside-dingtalk')) return <OutsideDingTalkPage />
  return <WholeFailurePage error={error} onRetry={refetch} hasHome={false} />
}
