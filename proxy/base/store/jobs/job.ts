import type { EpochMs } from '#shared/rules/time.ts'

export type NewJob = {
  /** Empty for work of the server that concerns no single corp. */
  corpId: string
  kind: string
  /** A job with the key of an earlier one of the corp is ignored, unless it renews. */
  key: string
  /** Whether an earlier job with the key is to be done again: soon, but at most once a second. */
  renews?: boolean
  userId?: string | null
  taskId?: string | null
  /** Jobs of one queue of a corp run one by one, in the order they were added. */
  queue?: string | null
  payload?: unknown
  dueAt: EpochMs
  /** When to give up; defaults to three days after it was due, null for never. */
  expiresAt?: EpochMs | null
}

/**
 * - `waiting`: until it is due, or until another try.
 * - `calling`: upstream may have been called.
 * - `done`, `failed`: by upstream's answer.
 * - `unknown`: upstream's answer was lost, and the call is not repeated.
 * - `dropped`: it was no longer needed.
 */
export type JobState = 'waiting' | 'calling' | 'done' | 'failed' | 'unknown' | 'dropped'

export type Job = Required<Omit<NewJob, 'expiresAt' | 'renews'>> & {
  id: number
  state: JobState
  /** Why it waits again, failed, was dropped, or was done in part. */
  reason: string | null
  result: unknown
  /** How often it was claimed, including this time. */
  tries: number
  puts: number
  expiresAt: EpochMs | null
  settledAt: EpochMs | null
  isTaken: boolean
}

export type ClaimedJob = Job & { claim: string }

export type Settlement = {
  state: 'done' | 'failed' | 'unknown' | 'dropped'
  reason?: string | null
  /** Identifies the cause for the desk; see `OutboxGroup`. */
  detail?: string | null
  result?: unknown
  /** Whether its payload is deleted, as it is nobody's business afterwards. */
  forgetsPayload?: boolean
  /** What to do next, added in the same transaction. */
  put?: readonly NewJob[]
}
