import type { ApprovalContracts } from '#shared/flow-document.ts'
import { requestJson, type RequestOptions } from '#web/api/http/request.ts'

/** `GET /api/approvals/:instanceId`; the addresses in it are not to be kept. */
export function readApproval(
  instanceId: string,
  options: RequestOptions = {},
): Promise<ApprovalContracts> {
  return requestJson<ApprovalContracts>(`/api/approvals/${encodeURIComponent(instanceId)}`, options)
}
