import type { Machine } from '../machine.ts'
import type { Verdict } from '../verdict.ts'

/** What honest people waited for one thing, milliseconds; null where nobody asked. */
type Waits = { count: number; median: number | null; p95: number | null; worst: number | null }

export type Watched = {
  read: Waits
  signIn: Waits
  /** Answers other than the one that was asked for, by status. */
  failed: Record<string, number>
}

export type AbuseMeasured = {
  name: string
  /** Requests of the person who abuses the proxy. */
  sent: number
  /** Calls that the proxy made meanwhile, and those of them that upstream found too many. */
  upstreamCalls: number
  throttled: number
  /** Right before. */
  calm: Watched
  abused: Watched
  /** What a person waited in the middle, to the same without abuse; of the person with the most. */
  worstPerson: number | null
}

export type AbuseResult = {
  machine: Machine
  commit: string | null
  /** How long people were watched, without and with each abuse. */
  seconds: number
  abuses: AbuseMeasured[]
  verdicts: Verdict[]
}
