import { setTimeout as sleep } from 'node:timers/promises'
import { hasEnded } from '#shared/rules/codes/flow-status.ts'
import type { FlowPublisher } from '#proxy/features/live/flow-publisher.ts'
import type { Logger } from '#proxy/base/log.ts'
import { KeyedLimit } from '#proxy/base/limits/keyed-limit.ts'
import { isSettled } from '#proxy/features/flows/read/flow-reading.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import type { NewNotice, NoticeJournal } from '#proxy/base/store/notice-journal.ts'
import type { ConfirmFlow } from './flow-confirmation.ts'
import { NoticeJob, type ReceivedNotice, type OpenNotice } from './notice-job.ts'

/** Follows up notices in the background. */
export type NoticeWork = {
  /** Takes over notices that other instances have left, from now on. */
  start(): void
  /** Makes open pages of the flow reread it. */
  announce(notice: NewNotice): void
  /**
   * Follows up a notice.
   * @param heardAt when it arrived, by the monotonic clock; later readings are accepted
   */
  take(notice: ReceivedNotice, heardAt: number): void
  close(): void
}

export type NoticeWorkParts = {
  journal: Pick<NoticeJournal, 'markProcessed' | 'claim'>
  /** The corps in which the flow was started or read. */
  corpsOf: (taskId: string) => Promise<readonly string[]>
  /** The corps with open pages on this instance, for when the store is unavailable. */
  watchedIn: (taskId: string) => readonly string[]
  /** The corp that an authorisation task of e签宝 was for; null if unknown. */
  authorisedCorp: (taskId: string) => Promise<string | null>
  /** Called with organisations that have authorised the app in e签宝. */
  onAuthorised: (corpId: string) => void
  news: Pick<FlowPublisher, 'announce' | 'announceCorp'>
  confirm: ConfirmFlow
  log: Pick<Logger, 'warn' | 'error'>
  /** Current time in epoch milliseconds. */
  now: () => number
  /** Monotonic clock for ages, in milliseconds. */
  monotonic: () => number
}

/**
 * Concurrent reads of one corp's flows, so that people's calls go first. Corps do not wait for each
 * other.
 */
const maxConcurrent = 4

/** Milliseconds between two reads of a flow. */
const spacingMs = 1000

/** Milliseconds after a failed read, doubled each time. */
const firstPauseMs = 1000
const maxPauseMs = 60_000

/**
 * The most reads of a flow for its notices: `behind` while e签宝 does not show what they announced,
 * `partial` while parts of the flow cannot be read.
 */
const maxReads = { behind: 4, partial: 8 }

/** A third of the time for which a notice is claimed. */
const sweepMs = 10_000
const maxSwept = 1000

/** Above this many flows, notices wait in the journal. */
const maxJobs = 10_000

const giveUpMs = 24 * 60 * 60_000

/** `CORP_AUTH` is about an authorisation, not a flow. */
function isOfFlow({ action }: NewNotice): boolean {
  return action !== 'CORP_AUTH'
}

/** Whether a section could not be read, which may be what the notices are about. */
function mayBeReadLater(section: unknown): boolean {
  return section instanceof ProblemError && section.code !== 'upstream-permission'
}

/** Failures that retrying does not change. */
const closedTo: ReadonlySet<string> = new Set([
  'flow-not-found',
  'corp-not-allowed',
  'corp-not-authorised',
  'corp-stopped',
])

const endings: ReadonlySet<string> = new Set(['FINISH', 'REVOKE', 'REFUSE'])

export function createNoticeWork(parts: NoticeWorkParts): NoticeWork {
  const { journal, corpsOf, watchedIn, authorisedCorp, onAuthorised, news, confirm } = parts
  const { log, now, monotonic } = parts
  /** Jobs by task id and corp id, in JSON; the corp id is null until the corps are known. */
  const jobs = new Map<string, NoticeJob>()
  const limit = new KeyedLimit(maxConcurrent)
  const closing = new AbortController()
  let sweeping: NodeJS.Timeout | undefined

  async function announceIn(taskId: string): Promise<void> {
    const corps = await corpsOf(taskId).catch(() => watchedIn(taskId))
    for (const corpId of corps) news.announce(corpId, taskId)
  }

  /** A notice that arrived again meanwhile stays open in the journal. */
  async function markProcessed(notice: ReceivedNotice): Promise<void> {
    if ('id' in notice) await journal.markProcessed(notice, now())
  }

  /** Marks a corp as done; once all are, so are the notices. */
  async function settle(corpId: string | null, notices: readonly OpenNotice[]): Promise<void> {
    for (const { notice, corps } of notices) {
      if (corpId !== null) corps.delete(corpId)
      if (corps.size === 0) await markProcessed(notice)
    }
  }

  /** @returns whether upstream shows what the notices announced, or how it falls short */
  async function look(
    { taskId, attempts }: NoticeJob,
    corpId: string,
    notices: readonly OpenNotice[],
  ): Promise<'as-expected' | keyof typeof maxReads> {
    const heardAt = Math.max(...notices.map((open) => open.heardAt))
    try {
      const since = attempts === 1 ? heardAt : monotonic()
      const reading = await confirm(corpId, taskId, since)
      const { flow, signers, approvals } = reading
      if (mayBeReadLater(signers) || mayBeReadLater(approvals)) return 'partial'
      const isBehind = hasEnded(flow.status)
        ? !isSettled(reading)
        : notices.some(({ notice }) => endings.has(notice.status))
      return isBehind ? 'behind' : 'as-expected'
    } catch (error) {
      if (error instanceof ProblemError && closedTo.has(error.code)) return 'as-expected'
      throw error
    }
  }

  /**
   * Distributes a flow's notices to each corp that has it. @returns milliseconds until the next
   * attempt
   */
  async function hand(job: NoticeJob): Promise<number> {
    const notices = job.take()
    job.attempts += 1
    try {
      const corpIds = await corpsOf(job.taskId)
      for (const open of notices) {
        open.corps = new Set(corpIds)
        for (const corpId of corpIds) addTo(job.taskId, corpId, open)
        if (corpIds.length === 0) await markProcessed(open.notice)
      }
      job.attempts = 0
      return 0
    } catch (err) {
      return waitLonger(job, notices, err)
    }
  }

  /** @returns milliseconds until the next attempt */
  async function follow(job: NoticeJob, corpId: string): Promise<number> {
    const notices = job.take()
    job.attempts += 1
    try {
      const found = await look(job, corpId, notices)
      if (found === 'as-expected' || job.attempts >= maxReads[found]) {
        await settle(corpId, notices)
        job.attempts = 0
        return spacingMs
      }
      job.putBack(notices)
      return pauseAfter(job.attempts)
    } catch (err) {
      return waitLonger(job, notices, err)
    }
  }

  async function waitLonger(
    job: NoticeJob,
    notices: readonly OpenNotice[],
    err: unknown,
  ): Promise<number> {
    const { taskId, corpId, attempts } = job
    if (!closing.signal.aborted) log.warn({ taskId, corpId, attempts, err }, 'notice waits')
    const isHopeless = ({ notice }: OpenNotice) => now() - notice.receivedAt > giveUpMs
    const hopeless = notices.filter(isHopeless)
    for (const { notice } of hopeless) {
      const { action, status } = notice
      log.error({ taskId, corpId, action, status }, 'notice given up')
    }
    await settle(corpId, hopeless).catch(() => {})
    job.putBack(notices.filter((open) => !isHopeless(open)))
    return pauseAfter(attempts)
  }

  async function run(key: string, job: NoticeJob): Promise<void> {
    const { corpId } = job
    while (!job.isEmpty && !closing.signal.aborted) {
      const pauseMs =
        corpId === null ? await hand(job) : await limit.run(corpId, () => follow(job, corpId))
      if (pauseMs > 0) await sleep(pauseMs, undefined, { ref: false })
    }
    jobs.delete(key)
  }

  function addTo(taskId: string, corpId: string | null, open: OpenNotice): void {
    const key = JSON.stringify([taskId, corpId])
    const known = jobs.get(key)
    if (known === undefined && jobs.size >= maxJobs) return
    const job = known ?? new NoticeJob(taskId, corpId)
    job.add(open)
    if (known !== undefined) return
    jobs.set(key, job)
    void run(key, job)
  }

  /** Rejects while the store is unavailable; the notice then waits for the next sweep. */
  async function authorised(notice: ReceivedNotice): Promise<void> {
    const corpId = await authorisedCorp(notice.taskId)
    if (corpId !== null) {
      news.announceCorp(corpId)
      onAuthorised(corpId)
    }
    await markProcessed(notice)
  }

  function announce(notice: NewNotice): void {
    if (isOfFlow(notice)) void announceIn(notice.taskId)
  }

  function take(notice: ReceivedNotice, heardAt: number): void {
    const { taskId } = notice
    if (isOfFlow(notice)) addTo(taskId, null, { notice, heardAt, corps: new Set() })
    else authorised(notice).catch((err: unknown) => log.warn({ taskId, err }, 'notice waits'))
  }

  async function sweep(): Promise<void> {
    const held = new Set([...jobs.values()].flatMap((job) => job.ids()))
    const left = await journal.claim([...held], maxSwept)
    if (closing.signal.aborted) return
    for (const notice of left) {
      announce(notice)
      // `receivedAt` may be from another instance's clock.
      take(notice, monotonic())
    }
  }

  function sweepLater(): void {
    sweep().catch((err: unknown) => {
      if (!closing.signal.aborted)
        log.warn({ err }, 'unprocessed notices not read from the database')
    })
  }

  return {
    start() {
      sweepLater()
      sweeping = setInterval(sweepLater, sweepMs).unref()
    },
    announce,
    take,
    close() {
      closing.abort()
      clearInterval(sweeping)
    },
  }
}

function pauseAfter(attempts: number): number {
  return Math.min(firstPauseMs * 2 ** (attempts - 1), maxPauseMs)
}
