import type { FlowView } from '#shared/schemas/flow/flow.ts'
import { dateText } from '#web/i18n/time-format.ts'
import { deviceZone } from '#web/i18n/wall-time.ts'

/**
 * What an outside signer is sent, ready to paste; in both languages, as it is not known which one
 * they read.
 */
export function signLinkText({ flow, registry }: FlowView, untitled: string, link: string): string {
  const title = flow.title ?? untitled
  const from = flow.initiator.organization ?? flow.initiator.name ?? ''
  const deadline = registry?.deadline ?? null
  const date = deadline === null ? null : dateText(deadline, deviceZone)
  const until = date === null ? ['', ''] : [`，${date} 前有效`, `, by ${date}`]
  return [
    `请签署《${title}》，${from}发起${until[0]}。打开链接后由 e签宝 验证身份：${link}`,
    `Please sign “${title}” from ${from}${until[1]}. eSign verifies you at this link: ${link}`,
  ].join('\n')
}
