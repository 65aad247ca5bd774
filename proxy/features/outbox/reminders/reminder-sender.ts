import { readingFailure } from '#proxy/features/messages/failure.ts'
import {
  reminderIntervalMs,
  reminderStateOf,
  reminderRecipients,
} from '#proxy/features/messages/reminder-state.ts'
import { isUnknownFlow } from '#proxy/upstream/esign/wire/refusals.ts'
import type { FlowReading } from '#proxy/features/flows/read/flow-reading.ts'
import { toReminderFacts } from '#proxy/features/flows/read/requester-record.ts'
import type { RereadFlow } from '#proxy/features/notices/reread-flow.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import type { NewsStore } from '#proxy/base/store/outbox/news-store.ts'
import type { OutboxStore } from '#proxy/base/store/outbox/outbox-store.ts'
import type { FlowContext, FlowStore } from '#proxy/base/store/flows/flow-types.ts'
import type { CorpTimes } from '#proxy/features/corp/corp-times.ts'
import { statusBarOf } from '#proxy/features/outbox/news/news-text.ts'
import { deliveryOf } from '#proxy/features/messages/delivery.ts'
import type { JobResult } from '#proxy/base/jobs/job-handler.ts'
import type { Sender } from '#proxy/features/messages/sender.ts'
import type { SendReminder } from '#proxy/features/messages/send-reminder.ts'
import { lastDayOf, reminderAfter, intervalMs } from './plan-reminders.ts'
import type { MonotonicClock } from '#shared/rules/time.ts'

export type ReminderSenderDeps = {
  registry: Pick<FlowStore, 'flowContextOf'>
  book: Pick<NewsStore, 'remindersOf'>
  outbox: Pick<OutboxStore, 'beginReminder'>
  reread: RereadFlow
  sendReminder: SendReminder
  monotonic: MonotonicClock
  times: Pick<CorpTimes, 'frameOf'>
}

/**
 * Reminds the people a flow waits for in its initiator's name, by the rules of manual reminders.
 */
export function createReminderSender(deps: ReminderSenderDeps): Sender {
  const { registry, book, outbox, reread, sendReminder, monotonic, times } = deps

  return {
    isRepeatable: false,
    disturbs: () => true,
    async run(row, { beginWith, now }): Promise<JobResult> {
      const { corpId, taskId } = row
      const reminders = taskId === null ? null : await book.remindersOf(corpId, taskId)
      if (taskId === null || reminders === null) return { dropped: 'not-wanted' }
      const { userId, name, every } = reminders
      const reading = await reread(corpId, taskId, monotonic()).catch((error: unknown) => {
        if (isUnknownFlow(error)) return null
        throw error
      })
      if (reading === null) return { dropped: 'gone' }
      const flowContext = await registry.flowContextOf(corpId, taskId, userId)
      const requester = { userId, name, isAdmin: false }
      const facts = toReminderFacts({ flowContext, reading, requester, canNotify: true, now })
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
      const asked = {
        corpId,
        taskId,
        title: reading.flow.title ?? flowContext.flow?.title ?? null,
        from: { userId, name },
        note: null,
        recipients: all,
        statusBar: statusBarOf(await times.frameOf(corpId), reading.flow.status),
        forgetsLost: false,
        at: now,
      }
      const outcome = await sendReminder(asked, (reminder, { hasMore, until }) => {
        const othersAt = hasMore ? now + reminderIntervalMs : until
        const nextAt = next === null ? othersAt : now + next
        const put = nextAt > now ? [reminderAfter(row, taskId, nextAt)] : []
        const started = { reminder, minIntervalMs: reminderIntervalMs, put }
        return beginWith((leaseMs) => outbox.beginReminder(row, leaseMs, started))
      })
      if (outcome.kind === 'day-limit') return { later: outcome.until, reason: 'daily-limit' }
      if (outcome.kind === 'too-soon') return { later: outcome.availableAt }
      const { result } = outcome
      return { result, put: [deliveryOf(row, result.notificationId, now)] }
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
