import { mayBeDone } from '../../dingtalk/may-be-done.ts'
import { mostReceivers } from '../../dingtalk/work-notification.ts'
import { reminderText, type MessageFrame } from '../../flows/reminder-text.ts'
import { urgeIntervalMs, urgeOutlook, urgeRecipients } from '../../flows/urge-outlook.ts'
import { toUrgeFacts } from '../../flows/viewer-record.ts'
import type { Logger } from '../../log.ts'
import type { ConfirmFlow } from '../../notices/flow-confirmation.ts'
import { ProblemError } from '../../problem.ts'
import type { Events } from '../../store/events.ts'
import type { NewsBook } from '../../store/outbox/news-book.ts'
import type { FlowRegistry, UrgeJournal } from '../../store/registry.ts'
import type { Messenger } from '../news/message-sender.ts'
import { statusBarOf } from '../news/news-text.ts'
import type { Sender, Sent } from '../sender.ts'
import { reminderAfter, reminderAt, rhythmMs } from './plan-reminders.ts'

export type ReminderSenderParts = {
  registry: Pick<FlowRegistry, 'dossierOf'>
  book: Pick<NewsBook, 'remindersOf'>
  journal: Pick<UrgeJournal, 'withdraw'>
  events: Pick<Events, 'publish'>
  confirm: ConfirmFlow
  messenger: Messenger
  frame: MessageFrame
  log: Pick<Logger, 'warn'>
  /** Milliseconds on a clock that only goes forward, for ages. */
  monotonic: () => number
}

const gone: ReadonlySet<string> = new Set([
  'flow-not-found',
  'corp-not-allowed',
  'corp-not-authorised',
])

/** Reminds those whom a flow waits for in the name of its initiator, by the rules of reminding by hand. */
export function createReminderSender(parts: ReminderSenderParts): Sender {
  const { registry, book, journal, events, confirm, messenger, frame, log, monotonic } = parts

  /** Has pages show the reminder beside the log. */
  async function tell(corpId: string, taskId: string): Promise<void> {
    await events.publish({ type: 'flow-changed', corpId, taskId }).catch((err: unknown) => {
      log.warn({ corpId, taskId, err }, 'urge not told to others')
    })
  }

  return {
    guarded: false,
    disturbs: () => true,
    perDay: null,
    async send(row, { beginUrge, now }): Promise<Sent> {
      const { corpId, taskId } = row
      const reminders = taskId === null ? null : await book.remindersOf(corpId, taskId)
      if (taskId === null || reminders === null) return { dropped: 'not-wanted' }
      const { userId, name, every } = reminders
      const reading = await confirm(corpId, taskId, monotonic()).catch((error: unknown) => {
        if (error instanceof ProblemError && gone.has(error.code)) return null
        throw error
      })
      if (reading === null) return { dropped: 'gone' }
      const dossier = await registry.dossierOf(corpId, taskId, userId)
      const viewer = { userId, name, isAdmin: false }
      const facts = toUrgeFacts({ dossier, reading, viewer, canNotify: true, now })
      const { state, availableAt } = urgeOutlook(facts)
      if (availableAt !== null) return { later: availableAt }
      // When it is somebody's turn again, the change of the flow plans the next reminder.
      if (state !== 'possible') return { dropped: 'nobody-to-remind' }
      const next = every === 'last-day' ? null : rhythmMs[every]
      if (next !== null) {
        const since = dossier.flow?.nextStep?.since ?? 0
        const dueAt = Math.max(since, reminders.at, dossier.urges[0]?.at ?? 0) + next
        if (dueAt > now) return { dropped: 'moved-on', put: [reminderAt(corpId, taskId, dueAt)] }
      }

      const recipients = urgeRecipients(facts).slice(0, mostReceivers)
      const userIds = recipients.map((recipient) => recipient.userId)
      const title = reading.flow.title ?? dossier.flow?.title ?? null
      const text = reminderText(frame, { corpId, taskId, title, urger: name, userIds, at: now })
      const bar = statusBarOf(reading.flow.status)
      const send = await messenger.prepare(corpId, userIds, text, bar)
      const put = next === null ? [] : [reminderAfter(row, taskId, now + next)]
      const urge = { corpId, taskId, userId, name, recipients, at: now }
      const claim = await beginUrge({ urge, minIntervalMs: urgeIntervalMs, put })
      if ('lastAt' in claim) return { later: claim.lastAt + urgeIntervalMs }
      try {
        return { result: await send() }
      } catch (error) {
        if (!mayBeDone(error)) await journal.withdraw(claim.id)
        throw error
      } finally {
        await tell(corpId, taskId)
      }
    },
  }
}
