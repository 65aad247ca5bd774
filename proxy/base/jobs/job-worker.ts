import { AsyncResource } from 'node:async_hooks'
import { randomUUID } from 'node:crypto'
import { persist } from '#proxy/base/store/store-timeout.ts'
import { withTimeout } from '#proxy/base/limits/with-timeout.ts'
import type { ClockWatch } from '#proxy/base/clock-watch.ts'
import type { Logger } from '#proxy/base/log.ts'
import type { ClaimedJob, NewJob, Settlement } from '#proxy/base/store/jobs/job.ts'
import { shareOf } from '#proxy/base/store/jobs/job-claims.ts'
import { renewalMs } from '#proxy/base/store/jobs/job-writes.ts'
import type { JobStore, Postponement } from '#proxy/base/store/jobs/job-store.ts'
import { ClaimEnded, type JobFailure, type JobHandler, type JobResult } from './job-handler.ts'
import type { Clock, EpochMs } from '#shared/rules/time.ts'

/** Does due jobs, sharing them with the workers of all other instances. */
export type JobWorker = {
  start(): void
  /** Adds the jobs of which there is always one, as soon as the database can be used. */
  putRecurring(): void
  doDue(): Promise<void>
  /** Waits some seconds for jobs under way; the next start resolves the rest. */
  close(): Promise<void>
}

export type JobWorkerDeps = {
  jobs: JobStore
  /** Without it, the clock is never in doubt. */
  clock?: ClockWatch | undefined
  /** By kind of job; jobs of other kinds are left alone. */
  handlers: Readonly<Record<string, JobHandler>>
  log: Pick<Logger, 'warn'>
  now: Clock
  /** Lease of a job whose call has begun, in milliseconds; longer than any call takes. */
  leaseMs?: number
  /** Milliseconds that closing waits for jobs under way, as while the database is unavailable. */
  endMs?: number
}

const secondMs = 1000
const minuteMs = 60 * secondMs
const hourMs = 60 * minuteMs

/** How often to check for jobs of other instances or newly due ones (milliseconds). */
const pollMs = 5 * secondMs

/**
 * Together with the ten seconds for requests, less than `workers.ts` gives a worker (milliseconds).
 */
const shutdownTimeoutMs = 12 * secondMs

/** Lease of a job whose call has not begun, extended by each poll (milliseconds). */
const heldMs = 30 * secondMs

const maxConcurrent = 64
/** Concurrent jobs of one corp and kind. */
const maxPerShare = 4

/** Pauses after the first tries; the last one repeats. */
const pausesMs = [10 * secondMs, minuteMs, 5 * minuteMs, 15 * minuteMs, hourMs]
/** Pauses while held up, as somebody has to fix something. */
const heldUpPausesMs = [30 * minuteMs, hourMs, 3 * hourMs, 6 * hourMs]

const passing: JobFailure = {
  kind: 'passing',
  reason: 'unavailable',
  detail: null,
  waitMs: 0,
  isAnswerLost: true,
}

export function createJobWorker(deps: JobWorkerDeps): JobWorker {
  const { jobs, clock, handlers, log, now } = deps
  const { leaseMs = 90 * secondMs, endMs = shutdownTimeoutMs } = deps
  const kinds = Object.keys(handlers)
  const repeatable = kinds.filter((kind) => handlers[kind]?.isRepeatable === true)
  const looking = kinds.filter((kind) => handlers[kind]?.looks === true)
  const intervals = Object.fromEntries(
    Object.entries(handlers).flatMap(([kind, { firstMs, everyMs }]) =>
      firstMs === undefined ? [] : [[kind, Math.max(firstMs, everyMs ?? firstMs)]],
    ),
  )
  const inFlight = new Map<Promise<void>, ClaimedJob>()
  /** Jobs whose claims are extended while they are done. */
  const held = new Set<ClaimedJob>()
  let filling: Promise<void> | null = null
  let isWoken = false
  /** Checks again for renewed jobs. */
  let renewal: NodeJS.Timeout | null = null
  /** When jobs were put last, by the monotonic clock. */
  let putAt = 0
  const closing = new AbortController()
  const { signal } = closing
  let stopHearing = () => {}
  /** Jobs that may not be in the database yet. */
  let missing: readonly NewJob[] = []

  function busyShares(): string[] {
    const counts = new Map<string, number>()
    for (const job of inFlight.values())
      counts.set(shareOf(job), (counts.get(shareOf(job)) ?? 0) + 1)
    const busyHere = [...counts].flatMap(([share, busy]) => (busy >= maxPerShare ? [share] : []))
    const excepted = Object.entries(handlers).flatMap(([kind, { exceptCorps }]) =>
      (exceptCorps?.() ?? []).map((corpId) => shareOf({ corpId, kind })),
    )
    return [...busyHere, ...excepted]
  }

  /** The kinds of which this instance may do another job now. */
  function freeKinds(): string[] {
    const busy = [...inFlight.values()].map(({ kind }) => kind)
    return kinds.filter((kind) => {
      const { maxAtOnce = maxConcurrent } = handlers[kind] ?? {}
      return busy.filter((other) => other === kind).length < maxAtOnce
    })
  }

  const isIdle = () => filling === null && inFlight.size === 0

  /** Claims jobs while there are any and slots are free. */
  async function fill(): Promise<void> {
    do {
      isWoken = false
      while (inFlight.size < maxConcurrent && !signal.aborted) {
        const asked = {
          kinds: freeKinds(),
          exceptShares: busyShares(),
          claim: randomUUID(),
          leaseMs: heldMs,
          now: now(),
        }
        // The next job depends on those claimed before.
        const job = await jobs.claim(asked)
        if (job === null) break
        take(job)
      }
    } while (isWoken && !signal.aborted)
  }

  function take(job: ClaimedJob): void {
    held.add(job)
    const handled = handle(job)
      .catch((err: unknown) => {
        const { id, kind, corpId } = job
        log.warn({ id, kind, corpId, err }, 'outcome of a job not stored')
      })
      .finally(() => {
        inFlight.delete(handled)
        held.delete(job)
        void wake()
      })
    inFlight.set(handled, job)
  }

  /** Resolves once no more jobs can be started. */
  function wake(): Promise<void> {
    isWoken = true
    filling ??= fill()
      .catch((err: unknown) => {
        if (!signal.aborted) log.warn({ err }, 'due jobs not read from the database')
      })
      .finally(() => {
        filling = null
        // A job may have been added since the last claim.
        if (isWoken && !signal.aborted) void wake()
      })
    return filling
  }

  async function handle(job: ClaimedJob): Promise<void> {
    const handler = handlers[job.kind]
    if (handler === undefined) return
    const at = now()
    if (job.expiresAt !== null && job.expiresAt <= at) {
      await settle(job, { state: 'failed', reason: job.reason ?? 'expired' })
      return
    }
    const doubtMs = handler.deletes === true ? ((await clock?.waitMs()) ?? 0) : 0
    if (doubtMs > 0) {
      await postpone(job, { dueAt: at + doubtMs, reason: null, tries: job.tries - 1 }, at)
      return
    }
    const wait = (await handler.waitOf?.(job, at)) ?? null
    if (wait !== null) {
      await postpone(job, { ...wait, tries: job.tries - 1 }, at)
      return
    }
    let hasBegun = false
    async function beginWith<Mark>(mark: (leaseMs: number) => Promise<Mark | null>): Promise<Mark> {
      const marked = await mark(leaseMs)
      if (marked === null) throw new ClaimEnded()
      hasBegun = true
      held.delete(job)
      return marked
    }
    const begin = async () => {
      await beginWith(async () => ((await jobs.begin(job, leaseMs)) ? true : null))
    }
    try {
      const call = { begin, beginWith, signal, now: at }
      await note(job, await handler.run(job, call), at)
    } catch (error) {
      if (error instanceof ClaimEnded) return
      const { kind, corpId, taskId, tries } = job
      log.warn({ kind, corpId, taskId, tries, err: error }, 'job not done')
      const failure = handler.failureOf?.(error) ?? passing
      if (hasBegun && !handler.isRepeatable && failure.isAnswerLost)
        await settle(job, { state: 'unknown', reason: 'answer-lost' })
      else await noteFailure(job, failure)
    }
  }

  async function note(job: ClaimedJob, result: JobResult, from: EpochMs): Promise<void> {
    if ('later' in result) {
      const { later: dueAt, reason = null } = result
      await postpone(job, { dueAt, reason, tries: job.tries - 1 }, from)
    } else if ('again' in result) {
      await postpone(job, { dueAt: result.again, reason: null, tries: 0 }, from)
    } else if ('retry' in result) {
      await noteFailure(job, { ...passing, reason: result.retry })
    } else if ('dropped' in result) {
      const { dropped: reason, put = [] } = result
      await settle(job, { state: 'dropped', reason, put })
    } else await settle(job, { state: 'done', ...result })
  }

  async function noteFailure(job: ClaimedJob, failure: JobFailure): Promise<void> {
    const { reason, detail, waitMs, result } = failure
    const { pausesMs: usual = pausesMs, maxTries = Infinity, count } = handlers[job.kind] ?? {}
    if (failure.kind === 'refused' || job.tries >= maxTries) {
      await settle(job, { state: 'failed', reason, detail, result })
      return
    }
    const pauses = failure.kind === 'held-up' ? heldUpPausesMs : usual
    const pauseMs = pauses[Math.min(job.tries, pauses.length) - 1] ?? hourMs
    const at = now()
    const dueAt = at + Math.max(pauseMs, waitMs)
    count?.('again')
    await postpone(job, { dueAt, reason, detail, result }, at)
    if (failure.kind === 'held-up')
      await jobs.holdUp(job.corpId, job.kind, at, { dueAt, reason, detail })
  }

  /** Retried while the store is unavailable, as the work would be repeated otherwise. */
  async function settle(job: ClaimedJob, settlement: Settlement): Promise<void> {
    const forgetsPayload = handlers[job.kind]?.forgetsPayload === true
    const state = await persist(() => jobs.settle(job, { ...settlement, forgetsPayload }, now()))
    if (state === 'waiting') wakeIn(renewalMs)
    handlers[job.kind]?.count?.(settlement.state)
  }

  /** @param from the time that it is counted from; the clock may have been set back since */
  async function postpone(job: ClaimedJob, until: Postponement, from: EpochMs): Promise<void> {
    const dueAt = until.dueAt - Math.max(0, from - now())
    await jobs.postpone(job, { ...until, dueAt })
    wakeIn(dueAt - now())
  }

  /** Does what is due before the next poll. */
  function wakeIn(ms: number): void {
    if (ms < pollMs) setTimeout(() => !signal.aborted && void wake(), ms).unref()
  }

  /** A job that was done a moment ago, and is to be done again, is not due yet. */
  function wakeForRenewed(): void {
    putAt = performance.now()
    if (renewal === null) wakeAfterPut(putAt)
  }

  function wakeAfterPut(at: number): void {
    renewal = setTimeout(
      () => {
        renewal = null
        if (signal.aborted) return
        void wake()
        // More was put meanwhile.
        if (putAt > at) wakeAfterPut(putAt)
      },
      at + renewalMs + 1 - performance.now(),
    )
    renewal.unref()
  }

  async function allDone(): Promise<void> {
    await filling
    await Promise.all(inFlight.keys())
  }

  async function prepare(): Promise<void> {
    try {
      if (missing.length > 0) await jobs.put(missing, now())
      missing = []
      if (held.size > 0) await jobs.extend([...held], heldMs)
      await jobs.recover(repeatable, now())
      await clock?.bringBack({ recurring: intervals, looking })
    } catch (err) {
      if (!signal.aborted) log.warn({ err }, 'unfinished jobs of other instances not taken over')
    }
  }

  async function look(): Promise<void> {
    await prepare()
    await wake()
  }

  function recurring(): NewJob[] {
    return Object.entries(handlers).flatMap(([kind, { firstMs }]) => {
      if (firstMs === undefined) return []
      return [{ corpId: '', kind, key: kind, dueAt: now() + firstMs, expiresAt: null }]
    })
  }

  return {
    start() {
      // Bound, as jobs are not done for the person, or within the allowance, of the work that puts
      // them.
      stopHearing = jobs.onPut(
        AsyncResource.bind(() => {
          void wake()
          wakeForRenewed()
        }),
      )
      void look()
      // Claims are extended however long there is something to claim.
      repeat(() => prepare().then(() => void wake()), signal, pollMs)
    },
    putRecurring() {
      missing = recurring()
      void look()
    },
    async doDue() {
      do {
        await look()
        await Promise.all(inFlight.keys())
      } while (!isIdle())
    },
    async close() {
      closing.abort()
      stopHearing()
      await withTimeout(allDone(), endMs, () => {
        log.warn({ jobs: inFlight.size }, 'stopped before the outcomes of jobs were stored')
      })
    },
  }
}

/**
 * Each run starts a while after the last has ended.
 * @param work never rejects
 */
function repeat(work: () => Promise<void>, signal: AbortSignal, everyMs: number): void {
  setTimeout(() => {
    if (!signal.aborted) void work().finally(() => repeat(work, signal, everyMs))
  }, everyMs).unref()
}
