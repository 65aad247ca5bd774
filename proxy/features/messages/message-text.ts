import type { WorkNotification } from '#proxy/upstream/dingtalk/messages/work-notification.ts'
import type { MessageFrame } from '#proxy/features/corp/corp-times.ts'
import { momentText } from '#proxy/base/date-text.ts'
import { flowAddress } from '#proxy/features/access/flow-address.ts'
import type { EpochMs } from '#shared/rules/time.ts'

export type SentReminder = {
  corpId: string
  taskId: string
  title: string | null
  /** Name of the person who reminds. */
  from: string
  /** User ids of the people to remind. */
  userIds: readonly string[]
  /** One line for those who are reminded. */
  note?: string | null
  at: EpochMs
}

/** In characters. A message holds 2048 bytes, and a Chinese character takes three. */
const maxShownTitleLength = 80

const maxNameLength = 30

/** In the organisation's language, or in both, parted by `between`. */
export function said(
  { language }: Pick<MessageFrame, 'language'>,
  zh: string,
  en: string,
  between = ' ',
): string {
  return language === 'both' ? `${zh}${between}${en}` : { zh, en }[language]
}

/** A time as shown in messages, as pages write it. */
export function messageTime(at: EpochMs, now: EpochMs, frame: MessageFrame): string {
  const dates = { timeZone: frame.timeZone, now }
  return said(frame, momentText(at, 'zh', dates), momentText(at, 'en', dates), ' / ')
}

/** The lines common to all messages, under the keys that templates use. */
export function messageLines(
  frame: MessageFrame,
  { taskId, title, at }: Pick<SentReminder, 'taskId' | 'title' | 'at'>,
  person: { name: string; value: string },
  timeName = said(frame, '时间', 'Time'),
): WorkNotification['lines'] {
  return [
    {
      key: 'contract',
      name: said(frame, '合同', 'Contract'),
      value: shorten(title ?? taskId, maxShownTitleLength),
    },
    { key: 'urger', name: person.name, value: shorten(person.value, maxNameLength) },
    { key: 'time', name: timeName, value: messageTime(at, at, frame) },
  ]
}

/** The text of a reminder. The time makes each reminder different, see `sendWorkNotification`. */
export function reminderText(frame: MessageFrame, reminder: SentReminder): WorkNotification {
  const { corpId, taskId, from, note = null } = reminder
  const person = { name: said(frame, '提醒人', 'From'), value: from }
  const lines = messageLines(frame, reminder, person, said(frame, '提醒时间', 'Time'))
  return {
    title: said(frame, '有一份合同等待您签署', 'A contract is waiting for you to sign', ' · '),
    lines:
      note === null
        ? lines
        : [...lines, { key: 'note', name: said(frame, '附言', 'Note'), value: note }],
    text: said(
      frame,
      '请打开查看进度，并尽快签署。',
      'Please open it to see where it stands, and sign soon.',
      '',
    ),
    url: flowAddress(frame.publicUrl, corpId, taskId),
  }
}

/** Truncates a text to a number of characters. */
export function shorten(text: string, longest: number): string {
  const characters = Array.from(text)
  return characters.length <= longest ? text : `${characters.slice(0, longest - 1).join('')}…`
}
