import { withinAllowance } from '#proxy/base/limits/call-allowance.ts'
import { repeat } from '#proxy/base/limits/repeat.ts'
import { TransientFailure } from '#proxy/upstream/dingtalk/client/transient-failure.ts'
import type { Logger } from '#proxy/base/log.ts'
import type { ConfirmFlow } from '#proxy/features/notices/flow-confirmation.ts'
import type { LocalTime } from '#proxy/base/local-time.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import type { ClaimedFlow, SweepBook } from '#proxy/base/store/sweep/sweep-book.ts'
import type { Clock, MonotonicClock } from '#shared/rules/time.ts'

/** Rereads flows in progress in the background, shared with the sweeps of all other instances. */
export type Sweep = {
  /** Rereads due flows until closed. */
  start(): void
  /** Rereads all flows that are due now. */
  readDue(): Promise<void>
  close(): void
}

export type SweepDeps = {
  book: Omit<SweepBook, 'hasten'>
  confirm: ConfirmFlow
  /** Calls per day and corp; 0 to disable. */
  perDay: number
  localTime: Pick<LocalTime, 'dayStart'>
  log: Pick<Logger, 'info' | 'warn'>
  now: Clock
  monotonic: MonotonicClock
}

const pollMs = 5000
const dayMs = 24 * 60 * 60_000

/** Few, so that people's calls go first. */
const batchSize = 8
const maxPerCorp = 4

/** Calls of one reading: the flow, its signers and its seal approvals, without or with retries. */
const callsOfReading = { least: 3, most: 6 }

/** Share of the daily calls that may be used at the start of the day. */
const firstShare = 0.25

export function createSweep(deps: SweepDeps): Sweep {
  const { book, confirm, perDay, localTime, log, now, monotonic } = deps
  /** Until when a corp is skipped, by the monotonic clock. */
  const pausing = new Map<string, number>()
  const closing = new AbortController()
  const { signal } = closing
  let reading: Promise<void> | null = null

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

  async function read(flow: ClaimedFlow): Promise<void> {
    const { corpId, taskId, calls } = flow
    let isCounted = false
    try {
      await confirm(corpId, taskId, monotonic(), (work) => {
        isCounted = true
        return withinAllowance(calls, work, (made) => book.release(flow, calls - made))
      })
    } catch (err) {
      // Nothing was called, as the store failed before.
      if (!isCounted) await book.release(flow, calls).catch(() => {})
      if (signal.aborted) return
      if (err instanceof TransientFailure && err.reach !== 'call')
        pausing.set(corpId, monotonic() + err.waitMs)
      const isOfFlow = err instanceof ProblemError
      log[isOfFlow ? 'info' : 'warn']({ corpId, taskId, err }, 'flow not read by the server itself')
    }
  }

  async function readAll(): Promise<void> {
    let due = await claim()
    while (due.length > 0 && !signal.aborted) {
      await Promise.all(due.map(read))
      due = await claim()
    }
  }

  function readDue(): Promise<void> {
    if (perDay === 0) return Promise.resolve()
    reading ??= readAll().finally(() => {
      reading = null
    })
    return reading
  }

  const tryToRead = () =>
    readDue().catch((err: unknown) => {
      if (!signal.aborted) log.warn({ err }, 'due flows not read from the database')
    })

  return {
    start() {
      if (perDay > 0) repeat(tryToRead, signal, pollMs)
    },
    readDue,
    close: () => closing.abort(),
  }
}
