import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { withTimeout } from '#proxy/base/limits/with-timeout.ts'
import { fromStore, persist } from '#proxy/base/store/store-timeout.ts'
import type { Logger } from '#proxy/base/log.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import type {
  Attempt,
  AttemptClaim,
  FoundAttempt,
  StartAttemptStore,
} from './start-attempt-store.ts'

/** Something to be done once. */
export type Work<Answer> = {
  /** Compared on repetition: the same key with another request is refused. */
  request: unknown
  run(): Promise<Answer>
  /** Whether it may have been done despite a failure; then it is not retried. */
  possiblyDone(failure: unknown): boolean
  /** Parses the stored answer. */
  read(answer: unknown): Answer
}

/** Does something once for each key, across instances and restarts. */
export type FlowAttempts = {
  /**
   * @throws ProblemError `idempotency-key-reused` if the key was used for another request,
   * `outcome-unknown` if it may have been done, `start-under-way` if an earlier attempt has not
   * ended, `store-unavailable`, and what the work throws
   */
  once<Answer>(attempt: Attempt, work: Work<Answer>): Promise<Answer>
}

export type FlowAttemptDeps = {
  attempts: StartAttemptStore
  log: Pick<Logger, 'warn'>
  /** How often to check on another instance's attempt, in milliseconds. */
  pollMs?: number
  /** How long a request waits for an earlier attempt, in milliseconds; less than the page waits. */
  followMs?: number
  /** Milliseconds to wait for the store; by default longer than it waits for its database. */
  storeMs?: number
}

/**
 * Longer than an attempt can take, which is a call of e签宝 and up to four waits for the store: after
 * this, an unfinished instance has died.
 */
const attemptTimeoutMs = 60_000

type InFlight = { digest: string; answer: Promise<unknown> }

export function createFlowAttempts(deps: FlowAttemptDeps): FlowAttempts {
  const { attempts, log, pollMs = 250, followMs = 15_000, storeMs = 10_000 } = deps
  const inFlight = new Map<string, InFlight>()

  /** The work has been done, even if that cannot be stored. */
  async function note(attempt: Attempt, what: string, write: () => Promise<void>): Promise<void> {
    const { corpId, userId } = attempt
    await fromStore(persist(write), storeMs).catch((err: unknown) => {
      log.warn({ corpId, userId, err }, `attempt not noted as ${what}`)
    })
  }

  /** @param since when the attempt started, by the store's clock */
  async function run<Answer>(attempt: Attempt, since: number, work: Work<Answer>): Promise<Answer> {
    try {
      const answer = await work.run()
      await note(attempt, 'done', () => attempts.finish(attempt, answer))
      return answer
    } catch (error) {
      if (!work.possiblyDone(error)) {
        await note(attempt, 'withdrawn', () => attempts.withdraw(attempt, since))
        throw error
      }
      await note(attempt, 'unknown', () => attempts.markUnknown(attempt, since))
      throw outcomeUnknown(error)
    }
  }

  /** Follows an attempt of another instance, or of this one before a restart. */
  async function follow<Answer>(
    attempt: Attempt,
    found: FoundAttempt,
    work: Work<Answer>,
    until: number,
  ): Promise<Answer> {
    if (found.digest !== digestOf(work.request)) throw keyReused()
    if (found.state === 'done') return work.read(found.answer)
    if (found.state === 'unknown') throw outcomeUnknown()
    if (found.ageMs > attemptTimeoutMs) return takeOver(attempt, found.since, work, until)
    if (performance.now() > until) throw underWay()
    await sleep(pollMs)
    return begin(attempt, work, until)
  }

  async function takeOver<Answer>(
    attempt: Attempt,
    since: number,
    work: Work<Answer>,
    until: number,
  ): Promise<Answer> {
    if (work.possiblyDone(undefined)) {
      await note(attempt, 'unknown', () => attempts.markUnknown(attempt, since))
      throw outcomeUnknown()
    }
    const mine = await fromStore(attempts.takeOver(attempt, since), storeMs)
    return mine === null ? begin(attempt, work, until) : run(attempt, mine, work)
  }

  /** @param until on the monotonic clock */
  async function begin<Answer>(
    attempt: Attempt,
    work: Work<Answer>,
    until = performance.now() + followMs,
  ): Promise<Answer> {
    const claim = attempts.claim(attempt, digestOf(work.request))
    const found = await fromStore(claim, storeMs).catch((error: unknown) => {
      void leave(attempt, claim)
      throw error
    })
    if (found.state === 'claimed') return run(attempt, found.since, work)
    return follow(attempt, found, work, until)
  }

  /** Withdraws a claim that arrives after the caller has given up, as it would block the key. */
  async function leave(attempt: Attempt, claim: Promise<AttemptClaim>): Promise<void> {
    const late = await claim.catch(() => null)
    if (late?.state !== 'claimed') return
    await note(attempt, 'withdrawn', () => attempts.withdraw(attempt, late.since))
  }

  return {
    async once(attempt, work) {
      const key = JSON.stringify([attempt.corpId, attempt.userId, attempt.key])
      const digest = digestOf(work.request)
      const shared = inFlight.get(key)
      if (shared !== undefined) {
        if (shared.digest !== digest) throw keyReused()
        return work.read(
          await withTimeout(shared.answer, followMs, () => Promise.reject(underWay())),
        )
      }
      const answer = begin(attempt, work).finally(() => inFlight.delete(key))
      inFlight.set(key, { digest, answer })
      return answer
    },
  }
}

function digestOf(request: unknown): string {
  return createHash('sha256').update(JSON.stringify(request)).digest('base64url')
}

function keyReused(): ProblemError {
  return new ProblemError('idempotency-key-reused', 'The key was already used for another request.')
}

function underWay(): ProblemError {
  return new ProblemError('start-under-way', 'An earlier attempt has not ended.')
}

function outcomeUnknown(cause?: unknown): ProblemError {
  return new ProblemError('outcome-unknown', 'It is not known whether the flow was started.', {
    cause,
  })
}
