import type { QueryClient, QueryKey } from '@tanstack/react-query'

/** Refetches the active ones of these queries. */
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
