import type { QueryClient, QueryKey } from '@tanstack/react-query'
import { notify } from '#web/components/overlay/notify.ts'
import { useWords, words } from '#web/i18n/words.ts'

/** Reads the page again by a button, and says what came of it. */
export function useRefresh(read: () => Promise<{ isError: boolean }>): () => Promise<void> {
  const t = useWords(words.page)
  return async () => {
    const { isError } = await read()
    if (isError) notify(t.notRefreshed, 'fail')
    else notify(t.refreshed)
  }
}

/** Reads again what the page shows of these queries. */
export async function readAgain(
  client: QueryClient,
  queryKeys: readonly QueryKey[],
): Promise<{ isError: boolean }> {
  const options = { throwOnError: true }
  const reads = queryKeys.map((queryKey) =>
    client.refetchQueries({ queryKey, type: 'active' }, options),
  )
  const results = await Promise.allSettled(reads)
  return { isError: results.some(({ status }) => status === 'rejected') }
}
