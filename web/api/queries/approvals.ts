import { queryOptions } from '@tanstack/react-query'
import type { ApprovalContracts } from '#shared/schemas/flow/flow-document.ts'
import { call } from '#web/api/session/renew-session.ts'

/** File URLs expire; while the page is visible, they are reread after this many milliseconds. */
const validMs = 5 * 60_000

/**
 * The contracts of an approval, `GET /api/approvals/:instanceId`. Not cached after the page is
 * left, because the URLs in it expire.
 */
export function approvalQuery(instanceId: string) {
  const path = `/api/approvals/${encodeURIComponent(instanceId)}`
  return queryOptions({
    queryKey: ['approval', instanceId],
    queryFn: ({ client, signal }) => call<ApprovalContracts>(client, path, { signal }),
    gcTime: 0,
    refetchInterval: validMs,
  })
}
