import type { AdminTrouble } from '#shared/schemas/nudge.ts'
import type { WorkNotification } from '#proxy/upstream/dingtalk/messages/work-notification.ts'
import { flowAddress } from '#proxy/features/access/flow-address.ts'
import type { MessageFrame } from '#proxy/features/corp/corp-times.ts'
import { messageLines, said } from '#proxy/features/messages/message-text.ts'
import type { EpochMs } from '#shared/rules/time.ts'

/** Who asks for something to be done. */
export type NudgeFacts = {
  corpId: string
  /** Name of the person who asks. */
  from: string
  at: EpochMs
}

const troubleTexts: Record<AdminTrouble, [zh: string, en: string]> = {
  'app-installed': ['没有安装 e签宝', 'eSign is not installed'],
  'app-authorised': ['e签宝 没有授权本应用', 'eSign has not authorised this app'],
  'corp-verified': ['企业没有在 e签宝 实名', 'The company is not verified in eSign'],
  'contracts-left': ['合同余量不足', 'Few or no contracts are left'],
  'subscription-ended': ['应用的订阅已到期', 'The subscription of the app has ended'],
}

/** Message to the administrators. */
export function troubleText(
  frame: MessageFrame,
  trouble: AdminTrouble,
  { corpId, from, at }: NudgeFacts,
): WorkNotification {
  const url = new URL('/admin', frame.publicUrl)
  url.searchParams.set('corpId', corpId)
  const facts = { taskId: '', title: said(frame, ...troubleTexts[trouble], ' · '), at }
  return {
    title: said(
      frame,
      '同事暂时不能发起或签署合同',
      'Colleagues cannot start or sign contracts',
      ' · ',
    ),
    lines: messageLines(frame, facts, fromLine(frame, from)),
    text: said(frame, '请打开管理台处理。', 'Please open the admin page to mend it.', ''),
    url: url.href,
  }
}

export function initiatorText(
  frame: MessageFrame,
  { taskId, title, ...facts }: NudgeFacts & { taskId: string; title: string | null },
): WorkNotification {
  return {
    title: said(frame, '有人请您跟进一份合同', 'Somebody asks you to follow up a contract', ' · '),
    lines: messageLines(frame, { taskId, title, at: facts.at }, fromLine(frame, facts.from)),
    text: said(
      frame,
      '请打开合同：可以把签署链接发给外部签署人，或重新发起。',
      'Please open it: you can send outside signers their link, or start it again.',
      '',
    ),
    url: flowAddress(frame.publicUrl, facts.corpId, taskId),
  }
}

function fromLine(frame: MessageFrame, value: string): { name: string; value: string } {
  return { name: said(frame, '提醒人', 'From'), value }
}
