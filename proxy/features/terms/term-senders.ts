import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import { dayText } from '#proxy/base/date-text.ts'
import type { JobHandler } from '#proxy/base/jobs/job-handler.ts'
import type { FlowStore } from '#proxy/base/store/flows/flow-types.ts'
import { flowAddress } from '#proxy/features/access/flow-address.ts'
import type { CorpTimes, MessageFrame } from '#proxy/features/corp/corp-times.ts'
import { messageLines, said } from '#proxy/features/messages/message-text.ts'
import type { Messenger } from '#proxy/features/messages/messenger.ts'
import { sendToOne } from '#proxy/features/messages/send-to-one.ts'
import type { Sender } from '#proxy/features/messages/sender.ts'
import type { WorkNotification } from '#proxy/upstream/dingtalk/messages/work-notification.ts'
import { dateOfDay, dayNumber } from '#shared/rules/calendar/calendar-date.ts'
import { remindersFrom, type TermReminder } from '#shared/rules/terms/reminders.ts'
import type { EpochMs } from '#shared/rules/time.ts'
import { dateIn, morningOf, planTerms, type TermPlan, toMessage } from './plan-terms.ts'
import type { TermsStore } from './terms-store.ts'

export type TermSenderDeps = {
  book: Pick<TermsStore, 'find'>
  registry: Pick<FlowStore, 'find'>
  times: Pick<CorpTimes, 'frameOf' | 'ownDaysOf'>
  messenger: Pick<Messenger, 'prepare'>
}

const reminderSchema = z.object({
  about: z.enum(['notice', 'end', 'date']),
  name: z.string().nullable(),
  on: z.string(),
  renews: z.boolean(),
  left: z.number(),
  day: z.string(),
}) satisfies z.ZodType<TermReminder>

const planSchema = z.object({
  version: z.string(),
  day: z.string(),
  reminders: z.array(reminderSchema),
}) satisfies z.ZodType<TermPlan>

/** Puts a message for each person on the morning of a day, and plans the next day. */
export function createTermPlanner(deps: Omit<TermSenderDeps, 'messenger'>): JobHandler {
  const { book, registry, times } = deps
  return {
    isRepeatable: true,
    async run({ corpId, taskId, payload }, { now }) {
      if (taskId === null) return { dropped: 'no-flow' }
      const { version, day, reminders } = planSchema.parse(payload)
      const found = await book.find({ corpId, taskId })
      if (found?.version !== version) return { dropped: 'moved-on' }
      const { timeZone } = await times.frameOf(corpId)
      const ownDays = await times.ownDaysOf(corpId)
      const of = { corpId, taskId, found, timeZone, ownDays }
      const today = dateIn(timeZone, now)
      if (now < morningOf(day, timeZone)) return { later: morningOf(day, timeZone) }
      // No instance ran on that day.
      if (today > day) {
        const yesterday = dateOfDay(dayNumber(today) - 1)
        return { dropped: 'day-over', put: planTerms(of, now, yesterday) }
      }
      const flow = await registry.find(corpId, taskId)
      const people = peopleOf(found.terms.keepers, flow?.initiator.userId ?? null)
      const put = reminders.flatMap((reminder) =>
        people.map((userId) => toMessage(of, reminder, userId, now)),
      )
      return { put: [...put, ...planTerms(of, now, day)] }
    },
  }
}

/** Tells one person, unless the terms or who looks after them have changed since. */
export function createTermMessageSender(deps: TermSenderDeps): Sender {
  const { book, registry, times, messenger } = deps
  return {
    isRepeatable: false,
    disturbs: () => true,
    async run(row, call) {
      const { corpId, taskId, userId } = row
      if (taskId === null || userId === null) return { dropped: 'no-person' }
      const reminder = reminderSchema.parse(row.payload)
      const [flow, found] = await Promise.all([
        registry.find(corpId, taskId),
        book.find({ corpId, taskId }),
      ])
      if (flow === null || found === null) return { dropped: 'moved-on' }
      const { terms, signedOn } = found
      const planned = remindersFrom(reminder.day, terms, signedOn, await times.ownDaysOf(corpId))
      if (!planned.some((other) => isDeepStrictEqual(other, reminder)))
        return { dropped: 'moved-on' }
      if (!peopleOf(terms.keepers, flow.initiator.userId).includes(userId))
        return { dropped: 'no-right' }
      const frame = await times.frameOf(corpId)
      const { title } = flow
      const text = termText(frame, { corpId, taskId, title, at: call.now }, reminder)
      return sendToOne(messenger, row, { userId, text, bar: null }, call)
    },
  }
}

function peopleOf(keepers: readonly { userId: string }[], initiator: string | null): string[] {
  const userIds = [...keepers.map(({ userId }) => userId), initiator]
  return [...new Set(userIds.filter((userId) => userId !== null))]
}

type Told = { corpId: string; taskId: string; title: string | null; at: EpochMs }

function termText(frame: MessageFrame, told: Told, reminder: TermReminder): WorkNotification {
  const say = (zh: string, en: string) => said(frame, zh, en, ' · ')
  const { about, on, renews } = reminder
  const dates = { timeZone: 'UTC', now: told.at }
  const day = Date.parse(`${on}T00:00:00Z`)
  const [zh, en] = [dayText(day, 'zh', dates), dayText(day, 'en', dates)]
  const name = reminder.name ?? ''
  const title = {
    notice: say(`合同最晚 ${zh} 通知对方`, `Give notice by ${en}`),
    end: say(`合同 ${zh} 到期`, `A contract ends on ${en}`),
    date: say(`${name}：${zh}`, `${name}: ${en}`),
  }[about]
  const lineName = {
    notice: say('最晚通知', 'Notice by'),
    end: say('到期日', 'Ends'),
    date: name,
  }[about]
  const text = {
    notice: renews
      ? say('不通知则自动续签。', 'Without notice it renews itself.')
      : say('请打开查看履约信息。', 'Open it to see its terms.'),
    end: renews
      ? say('到期后自动续签。', 'It then renews itself.')
      : say('请打开查看履约信息。', 'Open it to see its terms.'),
    date: say('请打开查看履约信息。', 'Open it to see its terms.'),
  }[about]
  return {
    title,
    lines: messageLines(frame, told, { name: lineName, value: say(zh, en) }),
    text,
    url: flowAddress(frame.publicUrl, told.corpId, told.taskId),
  }
}
