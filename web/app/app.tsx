import { type QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query'
import { type ReactNode, StrictMode, useEffect } from 'react'
import { Router as Addresses } from 'wouter'
import { cachedSessionQuery } from '#web/api/device-cache/device-cache.ts'
import { hasCode, isUnreachable } from '#web/api/http/api-error.ts'
import { SessionContext, sessionQuery } from '#web/api/session/session-query.ts'
import { NoticeProvider } from '#web/components/notice/notice-queue.tsx'
import { NoticeSlot } from '#web/components/notice/notice-slot.tsx'
import { Announcer } from '#web/components/overlay/announcer.tsx'
import { PageSkeleton } from '#web/components/page/page-skeleton.tsx'
import { type PageDevice, DeviceContext } from '#web/i18n/device.ts'
import { WholeFailurePage } from '#web/widgets/failure-page/lazy-failure-page.tsx'
import { lazyPage } from '#web/widgets/failure-page/lazy-page.tsx'
import { AntdConfig } from './antd-config.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import { Router } from './router.tsx'
import { loadOutsideDingTalk } from './routes.ts'
import { Shell } from './shell.tsx'

type AppProps = {
  device: PageDevice
  client: QueryClient
  /** The path of the first render; after that, the browser's URL counts. */
  path: string
}

/** The whole app, as rendered by the device and the proxy. */
export function App({ device, client, path }: AppProps) {
  return (
    <StrictMode>
      <DeviceContext value={device}>
        <AntdConfig>
          <NoticeProvider>
            <ErrorBoundary>
              <QueryClientProvider client={client}>
                <Addresses ssrPath={path} ssrSearch="">
                  <SessionGate>
                    <Shell>
                      <Router />
                    </Shell>
                  </SessionGate>
                </Addresses>
              </QueryClientProvider>
            </ErrorBoundary>
            <NoticeSlot />
          </NoticeProvider>
          <Announcer />
        </AntdConfig>
      </DeviceContext>
    </StrictMode>
  )
}

const OutsideDingTalkPage = lazyPage(async () => (await loadOutsideDingTalk()).OutsideDingTalkPage)

/**
 * Shows the pages to people who are signed in, and to others what to do. Until the proxy has
 * answered, and while it is unreachable, the cached session counts.
 */
function SessionGate({ children }: { children: ReactNode }) {
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
