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
import { ApiError } from '#web/api/http/api-error.ts'
import { sessionQuery } from '#web/api/session/session-query.ts'
import { listenToVisible } from '#web/dingtalk/navigation.ts'
import { separatePeople } from './people.ts'

const sessionHash = hashKey(sessionQuery.queryKey)

/** Failures that may pass by themselves; the rest would fail the same way again. */
function mayPass(error: unknown): boolean {
  if (!(error instanceof ApiError)) return false
  return error.code === 'connection-failed' || error.code === 'connection-timeout'
}

/** What was read from the proxy. */
export function createQueryClient(api: Api): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError: (error, query: Query<unknown, unknown, unknown>) => {
        // Only the session's gate can help somebody whom no client signs in.
        const signedOut = error instanceof ApiError && error.code === 'outside-dingtalk'
        if (signedOut && query.queryHash !== sessionHash)
          void client.resetQueries({ queryKey: sessionQuery.queryKey, exact: true })
      },
      onSuccess: (_data, { queryHash }) => {
        const session = client.getQueryData(sessionQuery.queryKey)
        if (queryHash === sessionHash && session !== undefined) meet(session)
      },
    }),
    defaultOptions: {
      // Web views are not to be trusted about being online, and a query that waits in silence for a
      // network would leave a skeleton for ever.
      mutations: { networkMode: 'always' },
      queries: {
        meta: { api },
        networkMode: 'always',
        retry: (failures, error) => failures < 2 && mayPass(error),
        refetchOnWindowFocus: 'always',
        // Nothing was heard meanwhile, however young what is shown.
        refetchOnReconnect: 'always',
      },
    },
  })
  const meet = separatePeople(client)
  return client
}

// A timer, as is usual, comes several milliseconds later on a slow phone.
notifyManager.setScheduler(queueMicrotask)

// DingTalk's clients announce a return to the page by `resume` too. Each return counts, also when
// nothing told that the page had been left.
focusManager.setEventListener((changed) => listenToVisible(() => changed()))

// A page that was opened without a network has never lost one, and yet it may come back.
onlineManager.setEventListener((setOnline) => {
  const onBack = () => {
    setOnline(false)
    setOnline(true)
  }
  window.addEventListener('online', onBack)
  return () => window.removeEventListener('online', onBack)
})
