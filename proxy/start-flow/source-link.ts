import type { Source } from '#proxy/esign/calls/start-request.ts'

/**
 * The link that e签宝 shows to those who decide on a seal (`sourceInfo`). e签宝 takes it with the start,
 * before there is a task id, so the address names the flow by our own id and `sourceRoutes` leads on.
 * The PC client gets the same https address: whether e签宝 takes `dingtalk:` there is not documented.
 * @param publicUrl our public address, without a slash at the end
 */
export function sourceLink(publicUrl: string, corpId: string, reference: string): Required<Source> {
  const query = new URLSearchParams({ corpId })
  const url = `${publicUrl}/api/starts/${reference}?${query.toString()}`
  return { pcUrl: url, mobileUrl: url, text: '查看合同进度' }
}
