import { isAnswerLost, readingFailure } from '#proxy/features/messages/failure.ts'
import { maxReceivers } from '#proxy/upstream/dingtalk/messages/work-notification.ts'
import { reminderText } from '#proxy/features/messages/message-text.ts'
import type { CorpTimes } from '#proxy/features/corp/corp-times.ts'
import {
  reminderIntervalMs,
  reminderStateOf,
  reminderRecipients,
  type Recipient,
} from '#proxy/features/messages/reminder-state.ts'
import { isUnknownFlow } from '#proxy/upstream/esign/wire/refusals.ts'
import type { FlowReading } from '#proxy/features/flows/read/flow-reading.ts'
import { toReminderFacts } from '#proxy/features/flows/read/viewer-record.ts'
import type { Logger } from '#proxy/base/log.ts'
import type { ConfirmFlow } from '#proxy/features/notices/flow-confirmation.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import type { Events } from '#proxy/base/store/events.ts'
import type { NewsBook } from '#proxy/base/store/outbox/news-book.ts'
import type { Outbox } from '#proxy/base/store/outbox/outbox.ts'
import type { FlowContext, FlowRegistry } from '#proxy/base/store/flows/flow-types.ts'
import type { ReminderJournal } from '#proxy/base/store/flows/reminder-journal.ts'
import type { Messenger } from '#proxy/features/messages/messenger.ts'
import { statusBarOf } from '#proxy/features/outbox/news/news-text.ts'
import type { DayLimit } from '#proxy/features/messages/day-limit.ts'
import { deliveryOf } from '#proxy/features/messages/delivery-job.ts'
import type { JobResult } from '#proxy/base/jobs/job-handler.ts'
import type { Sender } from '#proxy/features/messages/sender.ts'
import { lastDayOf, reminderAfter, intervalMs } from './plan-reminders.ts'
import type { MonotonicClock } from '#shared/rules/time.ts'

export type ReminderSenderDeps = {
  registry: Pick<FlowRegistry, 'flowContextOf'>
  book: Pick<NewsBook, 'remindersOf'>
  journal: Pick<ReminderJournal, 'withdraw'>
  outbox: Pick<Outbox, 'beginReminder'>
  events: Pick<Events, 'publish'>
  confirm: ConfirmFlow
  messenger: Messenger
  dayLimit: Pick<DayLimit, 'fullUntil'>
  times: Pick<CorpTimes, 'frameOf'>
  log: Pick<Logger, 'warn'>
  monotonic: MonotonicClock
}

/**
 * Reminds the people a flow waits for in its initiator's name, by the rules of manual reminders.
 */
export function createReminderSender(deps: ReminderSenderDeps): Sender {
  const { registry, book, journal, outbox, events, confirm, messenger } = deps
  const { dayLimit, times, log, monotonic } = deps

  /** Makes open pages show the reminder in the log. */
  async function tell(corpId: string, taskId: string): Promise<void> {
    await events.publish({ type: 'flow-changed', corpId, taskId }).catch((err: unknown) => {
      log.warn({ corpId, taskId, err }, 'reminder not published to other instances')
    })
  }

  /** Recipients below their daily limit, and when the others are below theirs. */
  async function leftFor(corpId: string, all: readonly Recipient[], now: number) {
    const ends = await Promise.all(all.map(({ userId }) => dayLimit.fullUntil(corpId, userId, now)))
    const left = all.filter((_, index) => ends[index] === null)
    return { left, fullUntil: Math.max(now, ...ends.map((end) => end ?? now)) }
  }

  return {
    isRepeatable: false,
    disturbs: () => true,
    async run(row, { beginWith, now }): Promise<JobResult> {
      const { corpId, taskId } = row
      const reminders = taskId === null ? null : await book.remindersOf(corpId, taskId)
      if (taskId === null || reminders === null) return { dropped: 'not-wanted' }
      const { userId, name, every } = reminders
      const reading = await confirm(corpId, taskId, monotonic()).catch((error: unknown) => {
        if (isUnknownFlow(error)) return null
        throw error
      })
      if (reading === null) return { dropped: 'gone' }
      const flowContext = await registry.flowContextOf(corpId, taskId, userId)
      const viewer = { userId, name, isAdmin: false }
      const facts = toReminderFacts({ flowContext, reading, viewer, canNotify: true, now })
      const { state, availableAt } = reminderStateOf(facts)
      if (availableAt !== null) return { later: availableAt }
      // The next change of turn plans the next reminder.
      if (state !== 'possible') {
        requireSections(reading)
        return { dropped: 'nobody-to-remind' }
      }
      const next = every === 'last-day' ? null : intervalMs[every]
      if (next !== null) {
        const since = flowContext.flow?.nextStep?.since ?? 0
        const dueAt = Math.max(since, reminders.at, flowContext.reminders[0]?.at ?? 0) + next
        if (dueAt > now) return { dropped: 'moved-on', put: [reminderAfter(row, taskId, dueAt)] }
      }

      const reached = every === 'last-day' ? remindedOnLastDay(flowContext) : new Set<string>()
      const all = reminderRecipients(facts).filter((recipient) => !reached.has(recipient.userId))
      if (all.length === 0) return { dropped: 'reminded-already' }
      const { left, fullUntil } = await leftFor(corpId, all, now)
      if (left.length === 0) return { later: fullUntil, reason: 'daily-limit' }
      const recipients = left.slice(0, maxReceivers)
      const userIds = recipients.map((recipient) => recipient.userId)
      const title = reading.flow.title ?? flowContext.flow?.title ?? null
      const frame = await times.frameOf(corpId)
      const text = reminderText(frame, { corpId, taskId, title, from: name, userIds, at: now })
      const bar = statusBarOf(reading.flow.status)
      const send = await messenger.prepare(corpId, userIds, text, bar)
      const othersAt = left.length > maxReceivers ? now + reminderIntervalMs : fullUntil
      const nextAt = next === null ? othersAt : now + next
      const put = nextAt > now ? [reminderAfter(row, taskId, nextAt)] : []
      const reminder = { corpId, taskId, userId, name, recipients, at: now }
      const started = { reminder, minIntervalMs: reminderIntervalMs, put }
      const claim = await beginWith((leaseMs) => outbox.beginReminder(row, leaseMs, started))
      if ('lastAt' in claim) return { later: claim.lastAt + reminderIntervalMs }
      try {
        const result = await send()
        return { result, put: [deliveryOf(row, result.notificationId, now)] }
      } catch (error) {
        if (!isAnswerLost(error)) await journal.withdraw(claim.id)
        throw error
      } finally {
        await tell(corpId, taskId)
      }
    },
  }
}

/**
 * Without both sections it is unknown whom a flow waits for. @throws ProblemError why one could not
 * be read
 */
function requireSections({ signers, approvals }: FlowReading): void {
  if (signers instanceof ProblemError) throw readingFailure(signers)
  if (approvals instanceof ProblemError) throw readingFailure(approvals)
}

/** User ids of people reminded since the last day began. */
function remindedOnLastDay({ flow, reminders }: FlowContext): ReadonlySet<string> {
  const deadline = flow?.deadline ?? null
  if (deadline === null) return new Set()
  const since = reminders.filter(({ at }) => at >= lastDayOf(deadline))
  return new Set(since.flatMap(({ recipients }) => recipients.map(({ userId }) => userId)))
}
