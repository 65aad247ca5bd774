import type { WorkNotification } from '#proxy/upstream/dingtalk/messages/work-notification.ts'
import { flowAddress } from '#proxy/features/access/flow-address.ts'
import type { MessageFrame } from '#proxy/features/corp/corp-times.ts'
import { messageLines, said } from '#proxy/features/messages/message-text.ts'
import type { EpochMs } from '#shared/rules/time.ts'

/** Who asks to see which flow. */
export type RequestFacts = {
  corpId: string
  taskId: string
  title: string | null
  /** The requester's. */
  name: string
  at: EpochMs
}

/** Message to the people who decide. */
export function requestText(frame: MessageFrame, facts: RequestFacts): WorkNotification {
  return {
    title: said(frame, '有人申请查看合同', 'Somebody asks to see a contract', ' · '),
    lines: linesOf(frame, facts),
    text: said(frame, '请打开合同，同意或拒绝。', 'Please open it, and let them in or refuse.', ''),
    url: flowAddress(frame.publicUrl, facts.corpId, facts.taskId),
  }
}

export function accessGrantedText(frame: MessageFrame, facts: RequestFacts): WorkNotification {
  return {
    title: said(frame, '您可以查看合同了', 'You may see a contract now', ' · '),
    lines: linesOf(frame, facts),
    text: said(
      frame,
      '您申请查看的合同已对您开放。',
      'The contract that you asked to see is open to you.',
      '',
    ),
    url: flowAddress(frame.publicUrl, facts.corpId, facts.taskId),
  }
}

function linesOf(frame: MessageFrame, facts: RequestFacts): WorkNotification['lines'] {
  // With the key of the person who sends a reminder, because messages share one template.
  return messageLines(frame, facts, { name: said(frame, '申请人', 'Asked by'), value: facts.name })
}
