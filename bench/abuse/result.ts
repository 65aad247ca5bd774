import type { Machine } from '#bench/machine.ts'

/** How long honest people waited for one kind of answer, milliseconds; null without requests. */
type Waits = { count: number; median: number | null; p95: number | null; worst: number | null }

export type Watched = {
  read: Waits
  signIn: Waits
  /** How many answers had a status other than 200 and 201, by status. */
  failed: Record<string, number>
}

export type AbuseMeasured = {
  name: string
  /** Requests of the abuser. */
  sent: number
  /** Calls that the proxy made meanwhile; `throttled` of them were over upstream's limit. */
  upstreamCalls: number
  throttled: number
  /** Right before the abuse. */
  calm: Watched
  abused: Watched
  /** Median wait with abuse divided by that without, of the person for whom it is greatest. */
  worstPerson: number | null
}

export type AbuseResult = {
  machine: Machine
  commit: string | null
  /** How long people were watched before each abuse, and again during it. */
  seconds: number
  abuses: AbuseMeasured[]
}
