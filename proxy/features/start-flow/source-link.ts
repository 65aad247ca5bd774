import type { ReturnedFrom } from '#shared/rules/return-page.ts'
import type { Source } from '#proxy/upstream/esign/start/start-request.ts'

/**
 * The link shown to seal approvers (`sourceInfo`). It is sent before there is a task id, so it
 * names the flow by our id, and `sourceRoutes` redirects. It is https, as it is not documented
 * whether e签宝 accepts `dingtalk:` for PCs.
 * @param publicUrl our public address, without a slash at the end
 */
export function sourceLink(publicUrl: string, corpId: string, reference: string): Required<Source> {
  const url = addressOf(publicUrl, reference, { corpId })
  return { pcUrl: url, mobileUrl: url, text: '查看合同进度' }
}

/**
 * Where e签宝 sends signers afterwards; for flows signed by members only, as nobody else can open the
 * page.
 * @param publicUrl our public address, without a slash at the end
 */
export function returnLink(publicUrl: string, corpId: string, reference: string): string {
  // Last, as e签宝 may append to the address.
  return addressOf(publicUrl, reference, { corpId, returned: 'sign' satisfies ReturnedFrom })
}

function addressOf(publicUrl: string, reference: string, query: Record<string, string>): string {
  return `${publicUrl}/api/starts/${reference}?${new URLSearchParams(query).toString()}`
}
