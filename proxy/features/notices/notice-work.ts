import { z } from 'zod'
import { hasEnded } from '#shared/rules/codes/flow-status.ts'
import type { JobHandler, JobResult } from '#proxy/base/jobs/job-handler.ts'
import { boundedCache } from '#proxy/base/limits/bounded-cache.ts'
import { corpJob } from '#proxy/base/store/corps/corp-job-store.ts'
import type { ClaimedJob, NewJob } from '#proxy/base/store/jobs/job.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import { isWithoutPermission } from '#proxy/upstream/dingtalk/client/refusal-error.ts'
import type { FlowPublisher } from '#proxy/features/live/flow-publisher.ts'
import { isSettled } from '#proxy/features/flows/read/flow-reading.ts'
import type { RereadFlow } from './reread-flow.ts'
import type { NoticeBody } from './notice-body.ts'
import type { MonotonicClock } from '#shared/rules/time.ts'

/** Follows up notices in the background. */
export type NoticeWork = {
  /** Makes open pages of the flow reread it. */
  announce(notice: NoticeBody): void
  /** The job that follows a notice up. @param at when it arrived, epoch milliseconds */
  jobOf(notice: NoticeBody, at: number): NewJob
  handlers: Record<string, JobHandler>
}

export type NoticeWorkDeps = {
  /** The corps in which the flow was started or read. */
  corpsOf: (taskId: string) => Promise<readonly string[]>
  /** The corps with open pages on this instance, for when the store is unavailable. */
  watchedIn: (taskId: string) => readonly string[]
  /** The corp that an authorisation task of e签宝 was for; null if unknown. */
  authorisedCorp: (taskId: string) => Promise<string | null>
  news: Pick<FlowPublisher, 'announce' | 'announceCorp'>
  reread: RereadFlow
  monotonic: MonotonicClock
}

const secondMs = 1000

/** Milliseconds after failed reads. */
const pausesMs = [1, 2, 4, 8, 16, 32, 60].map((seconds) => seconds * secondMs)

/**
 * The most reads of a flow for a notice: `behind` while e签宝 does not show what it announced,
 * `partial` while parts of the flow cannot be read.
 */
const maxReads = { behind: 4, partial: 8 }

const giveUpMs = 24 * 60 * 60_000

const maxArrivals = 10_000

/** Failures that retrying does not change. */
const closedTo: ReadonlySet<string> = new Set([
  'flow-not-found',
  'corp-not-allowed',
  'corp-not-authorised',
  'corp-stopped',
])

const endings: ReadonlySet<string> = new Set(['FINISH', 'REVOKE', 'REFUSE'])

/** Jobs about a flow, to be followed up in each corp that has it. */
const noticeKind = 'notice'
/** Jobs about a flow in one corp. */
const ofCorpKind = 'notice-of-corp'
const authorisedKind = 'authorised'

/** Kinds of the jobs that follow notices up. */
export const noticeKinds = [noticeKind, ofCorpKind, authorisedKind]

/** Whether a section could not be read, which may be what the notice is about. */
function mayBeReadLater(section: unknown): boolean {
  return section instanceof ProblemError && !isWithoutPermission(section)
}

/** e签宝 may show the end of a flow later than it sends the notice. */
const payloadSchema = z.object({ isEnd: z.boolean() })

/** `CORP_AUTH` is about an authorisation, not a flow. */
function isOfFlow({ action }: NoticeBody): boolean {
  return action !== 'CORP_AUTH'
}

export function createNoticeWork(deps: NoticeWorkDeps): NoticeWork {
  const { corpsOf, watchedIn, authorisedCorp, news, reread, monotonic } = deps
  /** When the notice of a flow arrived at this instance, by the monotonic clock; by `arrivalKey`. */
  const arrivedAt = boundedCache<string, number>(maxArrivals)

  async function announceIn(taskId: string): Promise<void> {
    const corps = await corpsOf(taskId).catch(() => watchedIn(taskId))
    for (const corpId of corps) news.announce(corpId, taskId)
  }

  /** @returns whether upstream shows what the notice announced, or how it falls short */
  async function read(
    { corpId, payload, tries, expiresAt }: ClaimedJob,
    taskId: string,
  ): Promise<'as-expected' | keyof typeof maxReads> {
    // Readings that began since then are accepted, if the job is of a notice that came here.
    const arrived = tries === 1 ? arrivedAt.get(arrivalKey(taskId, expiresAt)) : undefined
    const since = arrived ?? monotonic()
    try {
      const reading = await reread(corpId, taskId, since)
      const { flow, signers, approvals } = reading
      if (mayBeReadLater(signers) || mayBeReadLater(approvals)) return 'partial'
      const isBehind = hasEnded(flow.status)
        ? !isSettled(reading)
        : payloadSchema.parse(payload).isEnd
      return isBehind ? 'behind' : 'as-expected'
    } catch (error) {
      if (error instanceof ProblemError && closedTo.has(error.code)) return 'as-expected'
      throw error
    }
  }

  const base = { isRepeatable: true, pausesMs }
  return {
    announce(notice) {
      if (isOfFlow(notice)) void announceIn(notice.taskId)
    },
    jobOf(notice, at) {
      const { taskId, status } = notice
      const expiresAt = at + giveUpMs
      arrivedAt.set(arrivalKey(taskId, expiresAt), monotonic())
      const of = { corpId: '', taskId, renews: true, dueAt: at, expiresAt }
      if (!isOfFlow(notice))
        return { ...of, kind: authorisedKind, key: `${authorisedKind}:${taskId}` }
      const isEnd = endings.has(status)
      const key = `${noticeKind}:${taskId}${isEnd ? ':end' : ''}`
      return { ...of, kind: noticeKind, key, payload: { isEnd } }
    },
    handlers: {
      [noticeKind]: {
        ...base,
        async run({ key, payload, taskId, expiresAt }, { now }) {
          const corpIds = await corpsOf(taskOf(taskId))
          const of = { kind: ofCorpKind, key, taskId, payload, renews: true, dueAt: now, expiresAt }
          return { put: corpIds.map((corpId) => ({ ...of, corpId })) }
        },
      },
      [ofCorpKind]: {
        ...base,
        async run(job): Promise<JobResult> {
          const found = await read(job, taskOf(job.taskId))
          return found === 'as-expected' || job.tries >= maxReads[found] ? {} : { retry: found }
        },
      },
      [authorisedKind]: {
        ...base,
        async run({ taskId }, { now }): Promise<JobResult> {
          const corpId = await authorisedCorp(taskOf(taskId))
          if (corpId === null) return { dropped: 'unknown' }
          news.announceCorp(corpId)
          return { put: [corpJob(corpId, 'corp-in-esign', now)] }
        },
      },
    },
  }
}

/** The end of its job tells one notice from others of the same flow. */
function arrivalKey(taskId: string, expiresAt: number | null): string {
  return `${taskId} ${expiresAt}`
}

function taskOf(taskId: string | null): string {
  if (taskId === null) throw new Error('a notice without a task')
  return taskId
}
