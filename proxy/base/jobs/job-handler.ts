import type { ClaimedJob, NewJob, Settlement } from '#proxy/base/store/jobs/job.ts'
import type { EpochMs } from '#shared/rules/time.ts'

export type JobHandler = {
  /** Whether its calls are idempotent. Jobs of other kinds are not retried if an answer was lost. */
  isRepeatable: boolean
  /** Set if there is always one job of the kind: how long after the first start it is due. */
  firstMs?: number
  /** How soon it is due again then (milliseconds); more only while a clock was ahead. */
  everyMs?: number
  /** Whether it deletes what has expired, which waits while the clock is in doubt. */
  deletes?: boolean
  /** Whether `run` looks itself what is due, so that an early one does no harm. */
  looks?: boolean
  /** Whether the payload is deleted once the job is settled; not for jobs that renew. */
  forgetsPayload?: boolean
  /** The most jobs of the kind that an instance does at once; by default, as many as it can. */
  maxAtOnce?: number
  /** Corps for which an instance does no more of the kind for the moment. */
  exceptCorps?: () => readonly string[]
  /** Pauses after the first tries, in milliseconds; the last one repeats. */
  pausesMs?: readonly number[]
  /** After this many tries it has failed; until it expires by default. */
  maxTries?: number
  /** Until when a job has to wait, and why; null for now. */
  waitOf?: (job: ClaimedJob, at: EpochMs) => Promise<{ dueAt: EpochMs; reason: string } | null>
  /** @throws anything; see `failureOf` */
  run: (job: ClaimedJob, call: JobCall) => Promise<JobResult>
  /** What follows from an error of `run`; by default, another try. */
  failureOf?: (error: unknown) => JobFailure
  /** Called when a job is settled or will be tried again. */
  count?: (outcome: Settlement['state'] | 'again') => void
}

export type JobCall = {
  /**
   * To be awaited right before a call that is not idempotent.
   * @throws ClaimEnded if the job was withdrawn, or another instance has claimed it
   */
  begin: () => Promise<void>
  /**
   * With a mark of the handler's own.
   * @param mark extends the claim by `leaseMs`; null if it has ended
   * @throws ClaimEnded
   */
  beginWith: <Mark>(mark: (leaseMs: number) => Promise<Mark | null>) => Promise<Mark>
  signal: AbortSignal
  now: EpochMs
}

export type JobResult =
  | {
      /** JSON to store with the job. */
      result?: unknown
      put?: readonly NewJob[]
      /** Why it was done in part only, and for whom. */
      reason?: string
      detail?: string
    }
  /** No longer needed; `put` is done instead. */
  | { dropped: string; put?: readonly NewJob[] }
  | { later: number; reason?: string }
  | { retry: string }
  /** Done, and to be done again at this time. */
  | { again: number }

/** Why a job was not done, and the consequence. */
export type JobFailure = {
  /**
   * - `passing`: the same call may work later.
   * - `held-up`: no job of this kind works in this corp until somebody fixes something.
   * - `refused`: it will never be accepted.
   */
  kind: 'passing' | 'held-up' | 'refused'
  reason: string
  detail: string | null
  /** Milliseconds that upstream asks to wait. */
  waitMs: number
  /** Whether it may have been done. */
  isAnswerLost: boolean
  /** What is known of it already: JSON to store with the job, which the next try finds there. */
  result?: unknown
}

export class ClaimEnded extends Error {
  override readonly name = 'ClaimEnded'
}
