import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect } from 'react'
import { ApiError, isUnreached } from '#web/api/http/api-error.ts'
import { keptSession } from '#web/api/device-cache/kept.ts'
import { SessionContext, sessionQuery } from '#web/api/session/session-query.ts'
import { LazyAppError } from '#web/components/failure/lazy-app-error.tsx'
import { Page } from '#web/components/page/page.tsx'
import { PageSkeleton } from '#web/components/page/page-skeleton.tsx'
import { useStore } from '#web/components/use-store.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { loadOutsideDingTalk } from './routes.ts'
import { lazyPage } from './lazy-page.tsx'

const OutsideDingTalkPage = lazyPage(async () => (await loadOutsideDingTalk()).OutsideDingTalkPage)

/**
 * Lets pages be seen by somebody who is signed in, and says what to do to everybody else. Until the
 * proxy has answered, or when it cannot be reached, whoever was signed in before is.
 */
export function SessionGate({ children }: { children: ReactNode }) {
  const { data, error, refetch } = useQuery(sessionQuery)
  const kept = useStore(keptSession)
  const t = useWords(words.page)
  useEffect(() => {
    // Nobody is signed in who could have a list.
    if (error) document.documentElement.classList.remove('has-list')
  }, [error])
  const session = data ?? (!error || isUnreached(error) ? kept : null)
  if (session) return <SessionContext value={session}>{children}</SessionContext>
  if (!error) return <PageSkeleton />
  if (error instanceof ApiError && error.code === 'outside-dingtalk') return <OutsideDingTalkPage />
  return (
    <Page title={t.appName} hasLanguage>
      <LazyAppError error={error} onRetry={refetch} hasHome={false} />
    </Page>
  )
}
