import { queryOptions } from '@tanstack/react-query'
import { readApproval } from '#web/api/queries/approvals.ts'
import { withSession } from '#web/api/session/renew-session.ts'

/** Addresses of files are no older than this while the page is seen, milliseconds. */
const goodFor = 5 * 60_000

/** The contracts of an approval, forgotten with the page, for the addresses in them do not last. */
export function approvalQuery(instanceId: string) {
  return queryOptions({
    queryKey: ['approval', instanceId],
    queryFn: ({ client, signal }) =>
      withSession(client, (http) => readApproval(http, instanceId, { signal })),
    gcTime: 0,
    refetchInterval: goodFor,
  })
}
