import { hasEnded } from '../../shared/flow-status.ts'
import type { FlowNews } from '../live/flow-news.ts'
import type { Logger } from '../log.ts'
import { ProblemError } from '../problem.ts'
import type { NewNotice, NoticeJournal } from '../store/registry.ts'
import type { ConfirmFlow } from './flow-confirmation.ts'
import { NoticeJob, type HeardNotice } from './notice-job.ts'
import { Slots } from './slots.ts'

/** Follows up notices in the background. */
export type NoticeWork = {
  /** Takes up what an earlier process left, and from then on what another one leaves. */
  start(): void
  /** Has whoever looks at the flow look again. */
  announce(notice: NewNotice): void
  /**
   * Finds out what happened.
   * @param heardAt when this instance learned of it, epoch milliseconds: what it read since then holds
   */
  take(notice: HeardNotice, heardAt: number): void
  close(): void
}

export type NoticeWorkParts = {
  /** Null when nothing is remembered. */
  journal: NoticeJournal | null
  /** The corps in which a task may be a flow. */
  corpsOf: (taskId: string) => Promise<readonly string[]>
  /** The corps in which somebody looks at it here, who is told although the store is away. */
  watchedIn: (taskId: string) => readonly string[]
  news: Pick<FlowNews, 'announce'>
  confirm: ConfirmFlow
  log: Pick<Logger, 'warn' | 'error'>
  /** The time in epoch milliseconds. */
  now: () => number
}

/** Flows that are looked at together; not more, for people who open theirs come first. */
const atOnce = 4

/** Between two looks at a flow that is told of over and over. */
const spacingMs = 1000

/** After a look that failed; twice as long after each that fails, too. */
const firstPauseMs = 1000
const longestPauseMs = 60_000

/** Looks at a flow that is said to have ended and has not: upstream may be behind its own words. */
const looksForEnd = 4

const sweepMs = 60_000
const mostSwept = 1000

/** Flows beyond this many wait in the journal. */
const mostJobs = 10_000

const giveUpMs = 24 * 60 * 60_000

/** `CORP_AUTH` names an authorisation, which is no flow. */
function isOfFlow({ action }: NewNotice): boolean {
  return action !== 'CORP_AUTH'
}

const endings: ReadonlySet<string> = new Set(['FINISH', 'REVOKE', 'REFUSE'])

export function createNoticeWork(parts: NoticeWorkParts): NoticeWork {
  const { journal, corpsOf, watchedIn, news, confirm, log, now } = parts
  const jobs = new Map<string, NoticeJob>()
  const slots = new Slots(atOnce)
  const closing = new AbortController()
  let sweeping: NodeJS.Timeout | undefined

  async function announceIn(taskId: string): Promise<void> {
    const corps = await corpsOf(taskId).catch(() => watchedIn(taskId))
    for (const corpId of corps) news.announce(corpId, taskId)
  }

  /** One that has come again meanwhile stays open; whoever took it then follows it up. */
  async function markProcessed(notices: readonly HeardNotice[]): Promise<void> {
    for (const notice of notices) if ('id' in notice) await journal?.markProcessed(notice, now())
  }

  /** @returns whether upstream tells what the notices made us expect */
  async function look(job: NoticeJob, notices: readonly HeardNotice[]): Promise<boolean> {
    const { taskId, attempts, heardAt } = job
    let isMoving = false
    for (const corpId of await corpsOf(taskId)) {
      try {
        const { flow } = await confirm(corpId, taskId, attempts === 1 ? heardAt : now())
        isMoving ||= !hasEnded(flow.status)
      } catch (error) {
        if (!(error instanceof ProblemError && error.code === 'flow-not-found')) throw error
      }
    }
    return !isMoving || !notices.some(({ status }) => endings.has(status))
  }

  /** @returns how long to wait before another look */
  async function follow(job: NoticeJob): Promise<number> {
    const notices = job.take()
    job.attempts += 1
    try {
      const isAsExpected = await look(job, notices)
      if (isAsExpected || job.attempts >= looksForEnd) {
        await markProcessed(notices)
        job.attempts = 0
        return spacingMs
      }
      job.putBack(notices)
    } catch (err) {
      if (!closing.signal.aborted)
        log.warn({ taskId: job.taskId, attempts: job.attempts, err }, 'notice waits')
      job.putBack(await withoutHopeless(notices))
    }
    return Math.min(firstPauseMs * 2 ** (job.attempts - 1), longestPauseMs)
  }

  async function withoutHopeless(notices: readonly HeardNotice[]): Promise<HeardNotice[]> {
    const isHopeless = ({ receivedAt }: HeardNotice) => now() - receivedAt > giveUpMs
    const hopeless = notices.filter(isHopeless)
    for (const { taskId, action, status } of hopeless)
      log.error({ taskId, action, status }, 'notice given up')
    await markProcessed(hopeless).catch(() => {})
    return notices.filter((notice) => !isHopeless(notice))
  }

  async function run(job: NoticeJob): Promise<void> {
    while (!job.isEmpty && !closing.signal.aborted) await pause(await slots.use(() => follow(job)))
    jobs.delete(job.taskId)
  }

  function announce(notice: NewNotice): void {
    if (isOfFlow(notice)) void announceIn(notice.taskId)
  }

  function take(notice: HeardNotice, heardAt: number): void {
    const { taskId } = notice
    if (!isOfFlow(notice)) {
      markProcessed([notice]).catch((err: unknown) => log.warn({ taskId, err }, 'notice waits'))
      return
    }
    const known = jobs.get(taskId)
    if (known === undefined && jobs.size >= mostJobs) return
    const job = known ?? new NoticeJob(taskId)
    job.add(notice)
    job.heardAt = Math.max(job.heardAt, heardAt)
    if (known !== undefined) return
    jobs.set(taskId, job)
    void run(job)
  }

  /** @param ageMs of notices that whoever recorded them is not at any more */
  async function sweep(ageMs: number): Promise<void> {
    const recordedBefore = now() - ageMs
    const left = (await journal?.unprocessed(mostSwept)) ?? []
    if (closing.signal.aborted) return
    const busy = new Set(jobs.keys())
    for (const notice of left) {
      if (notice.receivedAt > recordedBefore || busy.has(notice.taskId)) continue
      announce(notice)
      // `receivedAt` may be by the clock of another instance.
      take(notice, now())
    }
  }

  function sweepLater(ageMs: number): void {
    sweep(ageMs).catch((err: unknown) => {
      if (!closing.signal.aborted) log.warn({ err }, 'notices that were left cannot be looked up')
    })
  }

  return {
    start() {
      sweepLater(0)
      sweeping = setInterval(() => sweepLater(sweepMs), sweepMs).unref()
    },
    announce,
    take,
    close() {
      closing.abort()
      clearInterval(sweeping)
    },
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref()
  })
}
