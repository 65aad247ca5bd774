import { setTimeout as pause } from 'node:timers/promises'
import { fromStore } from '#proxy/base/store/store-timeout.ts'
import type { Logger } from '#proxy/base/log.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import type { EventWatch } from '#proxy/base/store/corps/event-watch.ts'
import type { Clock } from '#shared/rules/time.ts'

/**
 * Looks at every organisation after a gap in which events may have been lost. One instance does it
 * at a time; when it stops, another takes over.
 */
export type CorpChecks = {
  /** Continues now, if organisations are due. */
  nudge(): void
  /** Continues periodically from now on. */
  start(): void
  close(): Promise<void>
}

export type CorpCheckDeps = {
  watch: Pick<
    EventWatch,
    'claimChecks' | 'dueChecks' | 'noteChecked' | 'finishChecks' | 'releaseChecks'
  >
  /** Asks DingTalk about one organisation. @throws ProblemError */
  look: (corpId: string) => Promise<void>
  /** Unique to this process. */
  instance: string
  log: Pick<Logger, 'info' | 'warn'>
  now: Clock
  times?: typeof defaultTimes
}

/**
 * Half of the 20 calls a second that DingTalk allows an app per API
 * (how-to-process-api-throttling-on-the-dingtalk-server). A look calls two APIs once each.
 */
const batchSize = 10

/** Milliseconds. */
const defaultTimes = { betweenMs: 1_000, againMs: 30_000, leaseMs: 60_000 }

export function createCorpChecks(deps: CorpCheckDeps): CorpChecks {
  const { watch, look, instance, log, now } = deps
  const { betweenMs, againMs, leaseMs } = deps.times ?? defaultTimes
  const closing = new AbortController()
  const { signal } = closing
  /** Organisations whose look failed; they are retried last. */
  let failed = new Set<string>()
  let hasLease = false
  let inFlight: Promise<void> | null = null
  let timer: NodeJS.Timeout | undefined

  /** @returns whether the answer of DingTalk is final */
  async function ask(corpId: string): Promise<boolean> {
    try {
      await look(corpId)
      return true
    } catch (err) {
      log.info({ corpId, err }, 'organisation not checked in DingTalk')
      return err instanceof ProblemError && err.code === 'upstream-rejected'
    }
  }

  /** @returns whether to continue at once */
  async function lookAtSome(): Promise<boolean> {
    const since = await fromStore(watch.claimChecks(instance, leaseMs))
    hasLease = since !== null
    if (since === null) return false
    const due = await fromStore(watch.dueChecks(since, batchSize + failed.size))
    const some = due.filter((corpId) => !failed.has(corpId)).slice(0, batchSize)
    if (some.length === 0) {
      if (due.length === 0) await fromStore(watch.finishChecks(since))
      failed = new Set()
      return false
    }
    const answered = await Promise.all(some.map(ask))
    const looked = some.filter((_, index) => answered[index] === true)
    for (const corpId of some) if (!looked.includes(corpId)) failed.add(corpId)
    // The clock of the instance that noted the gap may be ahead of this one's.
    if (looked.length > 0) await fromStore(watch.noteChecked(looked, Math.max(now(), since)))
    return looked.length > 0
  }

  async function run(): Promise<void> {
    try {
      // In the background, behind people's calls.
      while (!signal.aborted && (await lookAtSome())) {
        await pause(betweenMs, undefined, { signal, ref: false })
      }
    } catch (err) {
      if (!signal.aborted) log.warn({ err }, 'organisations not checked in DingTalk')
    }
  }

  function nudge(): void {
    if (signal.aborted) return
    inFlight ??= run().finally(() => {
      inFlight = null
    })
  }

  return {
    nudge,
    start() {
      nudge()
      timer = setInterval(nudge, againMs).unref()
    },
    async close() {
      closing.abort()
      clearInterval(timer)
      if (!hasLease) return
      // Otherwise another instance has to wait until the lease ends.
      await fromStore(watch.releaseChecks(instance)).catch(() => {})
    },
  }
}
