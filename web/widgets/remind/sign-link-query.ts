import { queryOptions } from '@tanstack/react-query'
import { readSignLink } from '#web/api/queries/flow-actions.ts'
import type { Outsider } from './sign-link-text.ts'

/** The address where an outside signer signs. Rejects with `ApiError`. */
export function signLinkQuery({ taskId, signer }: Outsider) {
  return queryOptions({
    queryKey: ['sign-link', taskId, signer],
    queryFn: async ({ client }) => {
      const { shortUrl, longUrl } = await readSignLink(client, taskId, signer)
      // The signers' card says how often it was taken.
      void client.invalidateQueries({ queryKey: ['flow', taskId] })
      return shortUrl ?? longUrl ?? ''
    },
    // Every request for it is recorded, so it is not refetched.
    staleTime: Infinity,
    gcTime: 60_000,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    retry: false,
  })
}
