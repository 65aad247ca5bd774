import {
  maxReceivers,
  type StatusBar,
} from '#proxy/upstream/dingtalk/messages/work-notification.ts'
import type { Logger } from '#proxy/base/log.ts'
import type { Events } from '#proxy/base/store/events.ts'
import type { NewReminder } from '#proxy/base/store/flows/flow-types.ts'
import type { ReminderClaim, ReminderStore } from '#proxy/base/store/flows/reminder-store.ts'
import { fromStore, storeMs } from '#proxy/base/store/store-timeout.ts'
import type { CorpTimes } from '#proxy/features/corp/corp-times.ts'
import type { EpochMs } from '#shared/rules/time.ts'
import type { DayLimit } from './day-limit.ts'
import { isAnswerLost } from './failure.ts'
import { reminderText } from './message-text.ts'
import type { Messenger, SentMessage } from './messenger.ts'
import { reminderIntervalMs, type Recipient } from './reminder-state.ts'

export type ReminderToSend = {
  corpId: string
  taskId: string
  title: string | null
  /** The person who reminds. */
  from: { userId: string; name: string }
  note: string | null
  /** Everybody who is to be reminded. */
  recipients: readonly Recipient[]
  statusBar: StatusBar | null
  /** Whether a reminder whose answer was lost is forgotten, so that it may be sent again. */
  forgetsLost: boolean
  at: EpochMs
}

/** Who is not reminded now. */
export type LeftOut = {
  /** Those over their limit of the day, which ends at `until`. */
  overLimit: readonly Recipient[]
  until: EpochMs
  /** Whether there are more than one message reaches. */
  hasMore: boolean
}

export type ReminderOutcome = LeftOut &
  (
    | { kind: 'sent'; reminder: NewReminder; result: SentMessage }
    | { kind: 'day-limit' }
    | { kind: 'too-soon'; availableAt: EpochMs }
  )

/**
 * Reminds those who are below their limit of the day.
 * @param claim records the reminder just before it is sent, unless the last one is too recent
 * @throws Blocked; ProblemError why DingTalk refused the message
 */
export type SendReminder = (
  asked: ReminderToSend,
  claim: (reminder: NewReminder, left: LeftOut) => Promise<ReminderClaim>,
) => Promise<ReminderOutcome>

export type SendReminderDeps = {
  messenger: Pick<Messenger, 'prepare'>
  dayLimit: Pick<DayLimit, 'fullUntil'>
  journal: Pick<ReminderStore, 'withdraw'>
  events: Pick<Events, 'publish'>
  times: Pick<CorpTimes, 'frameOf'>
  log: Pick<Logger, 'warn'>
}

export function createSendReminder(deps: SendReminderDeps): SendReminder {
  const { messenger, dayLimit, journal, events, times, log } = deps

  /** Makes open pages show the reminder in the log. */
  async function tell(corpId: string, taskId: string): Promise<void> {
    await events.publish({ type: 'flow-changed', corpId, taskId }).catch((err: unknown) => {
      log.warn({ corpId, taskId, err }, 'reminder not published to other instances')
    })
  }

  return async (asked, claim) => {
    const { corpId, taskId, title, from, note, statusBar, at } = asked
    const ends = await fromStore(
      Promise.all(asked.recipients.map(({ userId }) => dayLimit.fullUntil(corpId, userId, at))),
      storeMs,
    )
    const below = asked.recipients.filter((_, index) => ends[index] === null)
    const left: LeftOut = {
      overLimit: asked.recipients.filter((_, index) => ends[index] !== null),
      until: Math.max(at, ...ends.map((end) => end ?? at)),
      hasMore: below.length > maxReceivers,
    }
    if (below.length === 0) return { kind: 'day-limit', ...left }
    const recipients = below.slice(0, maxReceivers)
    const userIds = recipients.map(({ userId }) => userId)
    const frame = await times.frameOf(corpId)
    const text = reminderText(frame, { corpId, taskId, title, from: from.name, userIds, note, at })
    const send = await messenger.prepare(corpId, userIds, text, statusBar)
    const reminder = { corpId, taskId, ...from, recipients, at }
    const claimed = await claim(reminder, left)
    if ('lastAt' in claimed)
      return { kind: 'too-soon', availableAt: claimed.lastAt + reminderIntervalMs, ...left }
    try {
      return { kind: 'sent', reminder, result: await send(), ...left }
    } catch (error) {
      if (asked.forgetsLost || !isAnswerLost(error))
        await journal.withdraw(claimed.id).catch((err: unknown) => {
          log.warn({ corpId, taskId, err }, 'reminder that was not sent not deleted')
        })
      throw error
    } finally {
      await tell(corpId, taskId)
    }
  }
}
