import { AsyncResource } from 'node:async_hooks'
import { randomUUID } from 'node:crypto'
import { persist } from '#proxy/base/store/store-timeout.ts'
import { repeat } from '#proxy/base/limits/repeat.ts'
import { withTimeout } from '#proxy/base/limits/with-timeout.ts'
import type { Logger } from '#proxy/base/log.ts'
import type { ClaimedRow, Settlement } from '#proxy/base/store/outbox/outbox-row.ts'
import type { StartedReminder, Outbox } from '#proxy/base/store/outbox/outbox.ts'
import { failureOf, isAnswerLost, type Failure } from './failure.ts'
import type { DayLimit } from './day-limit.ts'
import type { CorpTimes } from './corp-times.ts'
import { ClaimEnded, type Sender, type Sent } from './sender.ts'

/** Sends due rows, sharing them with the workers of all other instances. */
export type OutboxWorker = {
  /** Sends due rows until closed. */
  start(): void
  /** Sends everything that is due now. */
  sendDue(): Promise<void>
  /** Waits some seconds for rows being sent; the next start resolves the rest. */
  close(): Promise<void>
}

export type OutboxWorkerParts = {
  outbox: Outbox
  /** By kind of row; rows of other kinds are left alone. */
  senders: Readonly<Record<string, Sender>>
  times: Pick<CorpTimes, 'timeOf'>
  dayLimit: DayLimit
  log: Pick<Logger, 'warn'>
  /** Called with each row that is settled or will be retried. */
  count?: (kind: string, outcome: Settlement['state'] | 'again') => void
  /** Current time in epoch milliseconds. */
  now: () => number
  /** Lease of a row in milliseconds, longer than any call takes. */
  leaseMs?: number
  /** Milliseconds that closing waits for rows being sent, as while the database is unavailable. */
  endMs?: number
}

const secondMs = 1000
const minuteMs = 60 * secondMs
const hourMs = 60 * minuteMs

/** How often to check for rows of other instances or newly due ones (milliseconds). */
const pollMs = 5 * secondMs

/**
 * Together with the ten seconds for requests, less than `workers.ts` gives a worker (milliseconds).
 */
const shutdownTimeoutMs = 12 * secondMs

const maxConcurrent = 16
/** Concurrent rows of one corp. */
const maxPerCorp = 4

/** Pauses after the first tries; the last one repeats. */
const pausesMs = [10 * secondMs, minuteMs, 5 * minuteMs, 15 * minuteMs, hourMs]
/** Pauses while held up, as somebody has to fix something. */
const heldUpPausesMs = [30 * minuteMs, hourMs, 3 * hourMs, 6 * hourMs]

export function createOutboxWorker(parts: OutboxWorkerParts): OutboxWorker {
  const { outbox, senders, times, dayLimit, log, count, now } = parts
  const { leaseMs = 90 * secondMs, endMs = shutdownTimeoutMs } = parts
  const kinds = Object.keys(senders)
  const guarded = kinds.filter((kind) => senders[kind]?.guarded === true)
  const inFlight = new Map<Promise<void>, string>()
  let filling: Promise<void> | null = null
  let isWoken = false
  const closing = new AbortController()
  const { signal } = closing
  let stopHearing = () => {}

  function busyCorps(): string[] {
    const counts = new Map<string, number>()
    for (const corpId of inFlight.values()) counts.set(corpId, (counts.get(corpId) ?? 0) + 1)
    return [...counts].flatMap(([corpId, busy]) => (busy >= maxPerCorp ? [corpId] : []))
  }

  const isIdle = () => filling === null && inFlight.size === 0

  /** Claims rows while there are any and slots are free. */
  async function fill(): Promise<void> {
    do {
      isWoken = false
      while (inFlight.size < maxConcurrent && !signal.aborted) {
        const asked = { kinds, exceptCorps: busyCorps(), claim: randomUUID(), leaseMs, now: now() }
        // The next row depends on those claimed before.
        const row = await outbox.claim(asked)
        if (row === null) break
        take(row)
      }
    } while (isWoken && !signal.aborted)
  }

  function take(row: ClaimedRow): void {
    const handled = handle(row)
      .catch((err: unknown) => {
        const { id, kind, corpId } = row
        log.warn({ id, kind, corpId, err }, 'outcome of a message not stored')
      })
      .finally(() => {
        inFlight.delete(handled)
        void wake()
      })
    inFlight.set(handled, row.corpId)
  }

  /** Resolves once no more rows can be started. */
  function wake(): Promise<void> {
    isWoken = true
    filling ??= fill()
      .catch((err: unknown) => {
        if (!signal.aborted) log.warn({ err }, 'due messages not read from the database')
      })
      .finally(() => {
        filling = null
        // A row may have been added since the last claim.
        if (isWoken && !signal.aborted) void wake()
      })
    return filling
  }

  async function handle(row: ClaimedRow): Promise<void> {
    const sender = senders[row.kind]
    if (sender === undefined) return
    const at = now()
    if (row.expiresAt <= at) {
      await settle(row, { state: 'failed', reason: row.reason ?? 'expired' })
      return
    }
    const wait = await waitOf(row, sender, at)
    if (wait !== null) {
      await outbox.postpone(row, { ...wait, isTry: false })
      return
    }
    let hasStarted = false
    const begin = async () => {
      if (!(await outbox.begin(row, leaseMs))) throw new ClaimEnded()
      hasStarted = true
    }
    const beginReminder = async (reminder: StartedReminder) => {
      const claim = await outbox.beginReminder(row, leaseMs, reminder)
      if (claim === null) throw new ClaimEnded()
      hasStarted = 'id' in claim
      return claim
    }
    try {
      await note(row, await sender.send(row, { begin, beginReminder, now: at }))
    } catch (error) {
      if (error instanceof ClaimEnded) return
      const { kind, corpId, taskId, tries } = row
      log.warn({ kind, corpId, taskId, tries, err: error }, 'message not sent')
      if (hasStarted && !sender.guarded && isAnswerLost(error))
        await settle(row, { state: 'unknown', reason: 'answer-lost' })
      else await noteFailure(row, failureOf(error))
    }
  }

  /** Until when a row has to wait, and why; null for now. */
  async function waitOf(row: ClaimedRow, { disturbs }: Sender, at: number) {
    if (disturbs(row)) {
      const dueAt = (await times.timeOf(row.corpId)).quietUntil(at)
      if (dueAt !== null) return { dueAt, reason: 'quiet-hours' }
    }
    if (row.userId === null || !dayLimit.counts(row.kind)) return null
    const dueAt = await dayLimit.fullUntil(row.corpId, row.userId, at)
    return dueAt === null ? null : { dueAt, reason: 'daily-limit' }
  }

  async function note(row: ClaimedRow, sent: Sent): Promise<void> {
    if ('later' in sent) {
      const { later: dueAt, reason = null } = sent
      await outbox.postpone(row, { dueAt, reason, isTry: false })
    } else if ('dropped' in sent) {
      const { dropped: reason, put = [] } = sent
      await settle(row, { state: 'dropped', reason, put })
    } else await settle(row, { state: 'sent', ...sent })
  }

  async function noteFailure(row: ClaimedRow, failure: Failure): Promise<void> {
    const { reason, detail, waitMs } = failure
    if (failure.kind === 'refused') {
      await settle(row, { state: 'failed', reason, detail })
      return
    }
    const pauses = failure.kind === 'held-up' ? heldUpPausesMs : pausesMs
    const pauseMs = pauses[Math.min(row.tries, pauses.length) - 1] ?? hourMs
    const at = now()
    const dueAt = at + Math.max(pauseMs, waitMs)
    count?.(row.kind, 'again')
    await outbox.postpone(row, { dueAt, reason, detail })
    if (failure.kind === 'held-up')
      await outbox.holdUp(row.corpId, row.kind, at, { dueAt, reason, detail })
  }

  /** Retried while the store is unavailable, as the message would be sent again otherwise. */
  async function settle(row: ClaimedRow, settlement: Settlement): Promise<void> {
    await persist(() => outbox.settle(row, settlement, now()))
    count?.(row.kind, settlement.state)
  }

  async function allDone(): Promise<void> {
    await filling
    await Promise.all(inFlight.keys())
  }

  async function look(): Promise<void> {
    await outbox.recover(guarded, now()).catch((err: unknown) => {
      if (!signal.aborted)
        log.warn({ err }, 'unfinished messages of other instances not taken over')
    })
    await wake()
  }

  return {
    start() {
      // Bound, as messages are not sent for the person, or within the allowance, of the work that
      // puts them.
      stopHearing = outbox.onPut(AsyncResource.bind(() => void wake()))
      void look()
      repeat(look, signal, pollMs)
    },
    async sendDue() {
      do {
        await look()
        await Promise.all(inFlight.keys())
      } while (!isIdle())
    },
    async close() {
      closing.abort()
      stopHearing()
      await withTimeout(allDone(), endMs, () => {
        log.warn({ messages: inFlight.size }, 'stopped before the outcomes of messages were stored')
      })
    },
  }
}
