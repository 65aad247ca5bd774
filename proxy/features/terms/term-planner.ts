import { z } from 'zod'
import type { JobHandler } from '#proxy/base/jobs/job-handler.ts'
import type { FlowStore } from '#proxy/base/store/flows/flow-types.ts'
import type { CorpTimes } from '#proxy/features/corp/corp-times.ts'
import type { DeliveryStore } from '#proxy/features/webhooks/delivery-store.ts'
import { sendingJob } from '#proxy/features/webhooks/plan-webhooks.ts'
import { type CalendarDate, dateOfDay, dayNumber } from '#shared/rules/calendar/calendar-date.ts'
import { standingOn } from '#shared/rules/terms/terms.ts'
import {
  comingBy,
  dateIn,
  firstDay,
  lookAt,
  morningOf,
  planTerms,
  type StoredTerms,
  type TermPlan,
  toMessage,
} from './plan-terms.ts'
import { toTermEvent } from './term-events.ts'
import { peopleOf } from './term-senders.ts'
import type { TermsStore } from './terms-store.ts'

export type TermPlannerDeps = {
  book: Pick<TermsStore, 'find' | 'noteRenewal'>
  registry: Pick<FlowStore, 'find'>
  deliveries: Pick<DeliveryStore, 'tell'>
  times: Pick<CorpTimes, 'frameOf' | 'ownDaysOf'>
}

const planSchema = z.object({
  version: z.string(),
  from: z.string(),
  since: z.number(),
}) satisfies z.ZodType<TermPlan>

/** Puts a message for each person on the morning of a day, tells webhooks, and plans what is next. */
export function createTermPlanner(deps: TermPlannerDeps): JobHandler {
  const { book, registry, deliveries, times } = deps
  return {
    isRepeatable: true,
    async run({ corpId, taskId, payload }, { now }) {
      if (taskId === null) return { dropped: 'no-flow' }
      const { version, ...plan } = planSchema.parse(payload)
      const key = { corpId, taskId }
      const found = await book.find(key)
      if (found?.version !== version) return { dropped: 'moved-on' }
      const { timeZone } = await times.frameOf(corpId)
      const of = { ...key, found, timeZone, ownDays: await times.ownDaysOf(corpId) }
      const coming = comingBy(of, plan)
      const day = firstDay(coming)
      if (day === null) return { dropped: 'moved-on' }
      const at = morningOf(day, timeZone)
      if (now < at) return { later: lookAt(at, now) }

      const today = dateIn(timeZone, now)
      const yesterday = dateOfDay(dayNumber(today) - 1)
      const told = now < morningOf(today, timeZone) ? yesterday : today
      // Of days on which no instance ran, the last reminder of a date is told late.
      const reminders = coming.filter(
        (one) => one.day <= told && (one.day === today || one.left <= 0),
      )
      const flow = await registry.find(corpId, taskId)
      const people = peopleOf(found.terms.keepers, flow?.initiator.userId ?? null)
      for (const { about, renews, on } of reminders)
        if (about === 'ended' && renews)
          // One by one, as the lines of the audit are in their order.
          await book.noteRenewal(key, version, { from: on, to: nextEnd(found, on) }, now)
      await deliveries.tell(
        key,
        (state) =>
          state === null ? [] : reminders.flatMap((one) => toTermEvent(of, one, state, now)),
        (id) => sendingJob(id, key, now),
        now,
      )
      const put = reminders
        .filter(({ about, renews }) => about !== 'ended' || renews)
        .flatMap((reminder) => people.map((userId) => toMessage(of, reminder, userId, now)))
      const from = dateOfDay(dayNumber(told) + 1)
      return { put: [...put, ...planTerms(of, now, { ...plan, from })] }
    },
  }
}

/** The end of the term that follows one. */
function nextEnd({ terms, signedOn }: StoredTerms, ended: CalendarDate): CalendarDate {
  return standingOn(dateOfDay(dayNumber(ended) + 1), terms, signedOn).ends
}
