import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import type { FlowStore } from '#proxy/base/store/flows/flow-types.ts'
import type { CorpTimes } from '#proxy/features/corp/corp-times.ts'
import type { Messenger } from '#proxy/features/messages/messenger.ts'
import { sendToOne } from '#proxy/features/messages/send-to-one.ts'
import type { Sender } from '#proxy/features/messages/sender.ts'
import { remindersFrom, type TermReminder } from '#shared/rules/terms/reminders.ts'
import { dateIn, workingTime } from './plan-terms.ts'
import { termText } from './term-text.ts'
import type { TermsStore } from './terms-store.ts'

export type TermSenderDeps = {
  book: Pick<TermsStore, 'find'>
  registry: Pick<FlowStore, 'find'>
  times: Pick<CorpTimes, 'frameOf' | 'ownDaysOf'>
  messenger: Pick<Messenger, 'prepare'>
}

const reminderSchema = z.object({
  about: z.enum(['notice', 'end', 'date', 'ended']),
  name: z.string().nullable(),
  on: z.string(),
  renews: z.boolean(),
  left: z.number(),
  day: z.string(),
}) satisfies z.ZodType<TermReminder>

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
      const ownDays = await times.ownDaysOf(corpId)
      const planned = remindersFrom(reminder.day, terms, signedOn, ownDays)
      if (!planned.some((other) => isDeepStrictEqual(other, reminder)))
        return { dropped: 'moved-on' }
      if (!peopleOf(terms.keepers, flow.initiator.userId).includes(userId))
        return { dropped: 'no-right' }
      const frame = await times.frameOf(corpId)
      const later = workingTime(call.now, frame.timeZone, ownDays)
      if (later > call.now) return { later }
      const { title } = flow
      const today = dateIn(frame.timeZone, call.now)
      const told = { corpId, taskId, title, at: call.now, isLate: reminder.on < today }
      const text = termText(frame, told, reminder)
      return sendToOne(messenger, row, { userId, text, bar: null }, call)
    },
  }
}

export function peopleOf(
  keepers: readonly { userId: string }[],
  initiator: string | null,
): string[] {
  const userIds = [...keepers.map(({ userId }) => userId), initiator]
  return [...new Set(userIds.filter((userId) => userId !== null))]
}
