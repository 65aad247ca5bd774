import { withinAllowance } from '#proxy/base/limits/call-allowance.ts'
import type { JobHandler } from '#proxy/base/jobs/job-handler.ts'
import { TransientFailure } from '#proxy/upstream/dingtalk/client/transient-failure.ts'
import type { Logger } from '#proxy/base/log.ts'
import type { RereadFlow } from '#proxy/features/notices/reread-flow.ts'
import type { LocalTime } from '#proxy/base/local-time.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import type { ClaimedFlow, SweepStore } from '#proxy/base/store/sweep/sweep-store.ts'
import type { Clock, MonotonicClock } from '#shared/rules/time.ts'

/** Rereads flows in progress in the background, on one instance at a time. */
export type Sweep = {
  /** Rereads all flows that are due now. */
  readDue(signal?: AbortSignal): Promise<void>
  /** The job that does it again and again. */
  handlers: Record<string, JobHandler>
}

export type SweepDeps = {
  book: Omit<SweepStore, 'hasten'>
  reread: RereadFlow
  /** Calls per day and corp; 0 to disable. */
  perDay: number
  localTime: Pick<LocalTime, 'dayStart'>
  log: Pick<Logger, 'info' | 'warn'>
  now: Clock
  monotonic: MonotonicClock
}

const againMs = 5000
const dayMs = 24 * 60 * 60_000

/** Few, so that people's calls go first. */
const batchSize = 8
const maxPerCorp = 4

/** Calls of one reading: the flow, its signers and its seal approvals, without or with retries. */
const callsOfReading = { least: 3, most: 6 }

/** Share of the daily calls that may be used at the start of the day. */
const firstShare = 0.25

export function createSweep(deps: SweepDeps): Sweep {
  const { book, reread, perDay, localTime, log, now, monotonic } = deps
  /** Until when a corp is skipped, by the monotonic clock. */
  const pausing = new Map<string, number>()

  function claim(): Promise<ClaimedFlow[]> {
    for (const [corpId, until] of pausing) if (until <= monotonic()) pausing.delete(corpId)
    const at = now()
    const day = localTime.dayStart(at)
    const gone = Math.min(Math.max(at - day, 0) / dayMs, 1)
    return book.claim({
      now: at,
      day,
      calls: callsOfReading,
      allowance: Math.ceil(perDay * (firstShare + (1 - firstShare) * gone)),
      exceptCorps: [...pausing.keys()],
      limit: batchSize,
      perCorp: maxPerCorp,
    })
  }

  async function read(flow: ClaimedFlow, signal?: AbortSignal): Promise<void> {
    const { corpId, taskId, calls } = flow
    let isCounted = false
    try {
      await reread(corpId, taskId, monotonic(), (work) => {
        isCounted = true
        return withinAllowance(calls, work, (made) => book.release(flow, calls - made))
      })
    } catch (err) {
      // Nothing was called, as the store failed before.
      if (!isCounted) await book.release(flow, calls).catch(() => {})
      if (signal?.aborted === true) return
      if (err instanceof TransientFailure && err.reach !== 'call')
        pausing.set(corpId, monotonic() + err.waitMs)
      const isOfFlow = err instanceof ProblemError
      log[isOfFlow ? 'info' : 'warn']({ corpId, taskId, err }, 'flow not read by the server itself')
    }
  }

  async function readDue(signal?: AbortSignal): Promise<void> {
    let due = await claim()
    while (due.length > 0) {
      await Promise.all(due.map((flow) => read(flow, signal)))
      due = signal?.aborted === true ? [] : await claim()
    }
  }

  const job: JobHandler = {
    isRepeatable: true,
    firstMs: againMs,
    everyMs: againMs,
    pausesMs: [againMs],
    async run(_job, { signal, now: at }) {
      await readDue(signal)
      return signal.aborted ? { later: at } : { again: now() + againMs }
    },
  }
  return perDay === 0
    ? { readDue: () => Promise.resolve(), handlers: {} }
    : { readDue, handlers: { sweep: job } }
}
