import type { JobHandler } from '#proxy/base/jobs/job-handler.ts'
import type { ClaimedJob } from '#proxy/base/store/jobs/job.ts'
import type { CorpTimes } from '#proxy/features/corp/corp-times.ts'
import type { DayLimit } from './day-limit.ts'
import { failureOf } from './failure.ts'

/** Sends the messages or to-dos of one kind. */
export type Sender = Pick<JobHandler, 'isRepeatable' | 'run'> & {
  /** Whether sending notifies a person, so that it waits for the end of quiet hours. */
  disturbs: (job: ClaimedJob) => boolean
}

export type SendingDeps = {
  times: Pick<CorpTimes, 'timeOf'>
  dayLimit: DayLimit
  /** Called when a message is sent, given up, or will be tried again. */
  count?: (kind: string, outcome: string) => void
}

/** The handlers of the jobs that send, within quiet hours and daily limits. */
export function sendingHandlers(
  senders: Readonly<Record<string, Sender>>,
  { times, dayLimit, count }: SendingDeps,
): Record<string, JobHandler> {
  const handlers = Object.entries(senders).map(([kind, { disturbs, ...sender }]) => {
    async function waitOf(job: ClaimedJob, at: number) {
      if (disturbs(job)) {
        const dueAt = (await times.timeOf(job.corpId)).quietUntil(at)
        if (dueAt !== null) return { dueAt, reason: 'quiet-hours' }
      }
      if (job.userId === null || !dayLimit.counts(kind)) return null
      const dueAt = await dayLimit.fullUntil(job.corpId, job.userId, at)
      return dueAt === null ? null : { dueAt, reason: 'daily-limit' }
    }
    const counted = (outcome: string) => count?.(kind, outcome === 'done' ? 'sent' : outcome)
    return [kind, { ...sender, waitOf, failureOf, count: counted }] as const
  })
  return Object.fromEntries(handlers)
}
