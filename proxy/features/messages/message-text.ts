import type { WorkNotification } from '#proxy/upstream/dingtalk/messages/work-notification.ts'
import type { MessageFrame } from '#proxy/features/corp/corp-times.ts'
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

/** A time as shown in messages. */
export function messageTime(at: EpochMs, timeZone: string): string {
  const format = new Intl.DateTimeFormat('zh-CN', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  return format.format(at)
}

/** The lines common to all messages, under the keys that templates use. */
export function messageLines(
  { timeZone }: MessageFrame,
  { taskId, title, at }: Pick<SentReminder, 'taskId' | 'title' | 'at'>,
  person: { name: string; value: string },
  timeName = '时间 Time',
): WorkNotification['lines'] {
  return [
    {
      key: 'contract',
      name: '合同 Contract',
      value: shorten(title ?? taskId, maxShownTitleLength),
    },
    { key: 'urger', name: person.name, value: shorten(person.value, maxNameLength) },
    { key: 'time', name: timeName, value: messageTime(at, timeZone) },
  ]
}

/**
 * The text of a reminder. Bilingual, as the reader's language is unknown. The time makes each
 * reminder different, see `sendWorkNotification`.
 */
export function reminderText(frame: MessageFrame, reminder: SentReminder): WorkNotification {
  const { corpId, taskId, from, note = null } = reminder
  const lines = messageLines(frame, reminder, { name: '提醒人 From', value: from }, '提醒时间 Time')
  return {
    title: '有一份合同等待您签署 · A contract is waiting for you to sign',
    lines: note === null ? lines : [...lines, { key: 'note', name: '附言 Note', value: note }],
    text: '请打开查看进度，并尽快签署。Please open it to see where it stands, and sign soon.',
    url: flowAddress(frame.publicUrl, corpId, taskId),
  }
}

/** Truncates a text to a number of characters. */
export function shorten(text: string, longest: number): string {
  const characters = Array.from(text)
  return characters.length <= longest ? text : `${characters.slice(0, longest - 1).join('')}…`
}
