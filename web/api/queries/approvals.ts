import type { ApprovalContracts } from '#shared/flow-document.ts'
import type { Http, RequestOptions } from '#web/api/http/http.ts'

/** `GET /api/approvals/:instanceId`; the addresses in it are not to be kept. */
export function readApproval(
  http: Http,
  instanceId: string,
  options: RequestOptions = {},
): Promise<ApprovalContracts> {
  return http.json<ApprovalContracts>(`/api/approvals/${encodeURIComponent(instanceId)}`, options)
}
