import type { Source } from '#proxy/esign/calls/start-request.ts'

/**
 * The link that e签宝 shows to those who decide on a seal (`sourceInfo`). It is sent before there is
 * a task id, so it names the flow by our id and `sourceRoutes` redirects. Whether e签宝 accepts
 * `dingtalk:` for PCs is not documented, so it is https.
 * @param publicUrl our public address, without a slash at the end
 */
export function sourceLink(publicUrl: string, corpId: string, reference: string): Required<Source> {
  const query = new URLSearchParams({ corpId })
  const url = `${publicUrl}/api/starts/${reference}?${query.toString()}`
  return { pcUrl: url, mobileUrl: url, text: '查看合同进度' }
}
