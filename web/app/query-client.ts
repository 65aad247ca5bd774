import {
  focusManager,
  notifyManager,
  onlineManager,
  QueryCache,
  QueryClient,
  type Query,
  hashKey,
} from '@tanstack/react-query'
import type { Api } from '#web/api/api.ts'
import { cacheReads } from '#web/api/device-cache/cache-reads.ts'
import { hasCode } from '#web/api/http/api-error.ts'
import { sessionQuery } from '#web/api/session/session-query.ts'
import { listenToVisible } from '#web/dingtalk/navigation.ts'

const sessionHash = hashKey(sessionQuery.queryKey)

/** The query cache, which holds everything read from the proxy. */
export function createQueryClient(api: Api): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError: (error, query: Query<unknown, unknown, unknown>) => {
        // The session gate says what to do outside DingTalk.
        if (hasCode(error, 'outside-dingtalk') && query.queryHash !== sessionHash)
          void client.resetQueries({ queryKey: sessionQuery.queryKey, exact: true })
      },
    }),
    defaultOptions: {
      // Web views report wrongly whether they are online, and a paused query would show a skeleton
      // forever.
      mutations: { networkMode: 'always' },
      queries: {
        meta: { api },
        networkMode: 'always',
        // Other failures would fail again in the same way.
        retry: (failures, error) =>
          failures < 2 && hasCode(error, 'connection-failed', 'connection-timeout'),
        refetchOnWindowFocus: 'always',
        // Events may have been missed, even if the data is fresh.
        refetchOnReconnect: 'always',
      },
    },
  })
  cacheReads(client)
  listenToNetwork(() => api.offlineAt.set(Date.now()))
  return client
}

// What an input changes is shown at once, so that a second tap finds the button disabled. What an
// answer changes is shown in a task of its own, because a slow phone takes long to compare a long log
// and to render it.
notifyManager.setScheduler((notify) => {
  if (window.event instanceof UIEvent) queueMicrotask(notify)
  else setTimeout(notify)
})

// DingTalk's clients announce a return to the page with `resume` too. Every return counts, even
// without a preceding `hidden`.
focusManager.setEventListener((changed) => listenToVisible(() => changed()))

// TanStack Query refetches only after an offline event, which a page opened offline never had.
function listenToNetwork(onGone: () => void): void {
  onlineManager.setEventListener((setOnline) => {
    const onBack = () => {
      setOnline(false)
      setOnline(true)
    }
    window.addEventListener('online', onBack)
    window.addEventListener('offline', onGone)
    return () => {
      window.removeEventListener('online', onBack)
      window.removeEventListener('offline', onGone)
    }
  })
}
