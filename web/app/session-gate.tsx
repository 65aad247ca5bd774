import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ApiError } from '../api/api-error.ts'
import { SessionContext, sessionQuery } from '../api/session-query.ts'
import { AppError } from '../components/app-error.tsx'
import { Page } from '../components/page.tsx'
import { PageSkeleton } from '../components/page-skeleton.tsx'
import { RetryButton } from '../components/retry-button.tsx'
import { useWords, words } from '../i18n/words.ts'
import { loadPage } from '../lazy-pages.ts'
import { lazyPage } from './lazy-page.tsx'

const OutsideDingTalkPage = lazyPage(
  async () => (await loadPage.outsideDingTalk()).OutsideDingTalkPage,
)

/** Lets pages be seen by somebody who is signed in, and says what to do to everybody else. */
export function SessionGate({ children }: { children: ReactNode }) {
  const { data, error, refetch } = useQuery(sessionQuery)
  const t = useWords(words.page)
  if (data) return <SessionContext value={data}>{children}</SessionContext>
  if (!error) return <PageSkeleton />
  if (error instanceof ApiError && error.code === 'outside-dingtalk') return <OutsideDingTalkPage />
  return (
    <Page title={t.appName} leadsHome>
      <AppError error={error}>
        <RetryButton onRetry={refetch} />
      </AppError>
    </Page>
  )
}
