import { QueryClientProvider, type QueryClient } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { Router as Addresses } from 'wouter'
import { NoticeProvider } from '#web/components/notice/notice-queue.tsx'
import { NoticeSlot } from '#web/components/notice/notice-slot.tsx'
import { Announcer } from '#web/components/overlay/announcer.tsx'
import { type PageViewer, ViewerContext } from '#web/i18n/viewer.ts'
import { AntdConfig } from './antd-config.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import { Router } from './router.tsx'
import { SessionGate } from './session-gate.tsx'
import { Shell } from './shell.tsx'

type AppProps = {
  viewer: PageViewer
  client: QueryClient
  /** The path of the first render; after that, the browser's URL counts. */
  path: string
}

/** The whole app, as rendered by the device and the proxy. */
export function App({ viewer, client, path }: AppProps) {
  return (
    <StrictMode>
      <ViewerContext value={viewer}>
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
      </ViewerContext>
    </StrictMode>
  )
}
