import { dayText } from '#proxy/base/date-text.ts'
import { flowAddress } from '#proxy/features/access/flow-address.ts'
import type { MessageFrame } from '#proxy/features/corp/corp-times.ts'
import { messageLines, said } from '#proxy/features/messages/message-text.ts'
import type { WorkNotification } from '#proxy/upstream/dingtalk/messages/work-notification.ts'
import type { TermReminder } from '#shared/rules/terms/reminders.ts'
import type { EpochMs } from '#shared/rules/time.ts'

type Told = {
  corpId: string
  taskId: string
  title: string | null
  at: EpochMs
  /** Whether the date has passed. */
  isLate: boolean
}

/** What a person is told of terms. */
export function termText(
  frame: MessageFrame,
  told: Told,
  reminder: TermReminder,
): WorkNotification {
  const say = (zh: string, en: string) => said(frame, zh, en, ' · ')
  const { about, on, renews } = reminder
  const { isLate } = told
  const dates = { timeZone: 'UTC', now: told.at }
  const day = Date.parse(`${on}T00:00:00Z`)
  const [zh, en] = [dayText(day, 'zh', dates), dayText(day, 'en', dates)]
  const name = reminder.name ?? ''
  const title = {
    notice: say(`合同最晚 ${zh} 通知对方`, `Give notice by ${en}`),
    end: say(`合同 ${zh} 到期`, `A contract ends on ${en}`),
    date: say(`${name}：${zh}`, `${name}: ${en}`),
    ended: say(`合同 ${zh} 到期，已自动续签`, `A contract ended on ${en} and has renewed itself`),
  }[about]
  const lineName = {
    notice: say('最晚通知', 'Notice by'),
    end: say('到期日', 'Ends'),
    date: name,
    ended: say('原到期日', 'Ended'),
  }[about]
  const open = say('请打开查看履约信息。', 'Open it to see its terms.')
  const text = {
    notice: renews ? say('不通知则自动续签。', 'Without notice it renews itself.') : open,
    end: renews ? say('到期后自动续签。', 'It then renews itself.') : open,
    date: open,
    ended: open,
  }[about]
  const late = say('服务曾中断，这条提醒晚到了。', 'The service was interrupted; this comes late.')
  return {
    title,
    lines: messageLines(frame, told, { name: lineName, value: say(zh, en) }),
    text: isLate && about !== 'ended' ? late : text,
    url: flowAddress(frame.publicUrl, told.corpId, told.taskId),
  }
}
