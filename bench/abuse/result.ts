import type { Machine } from '#bench/machine.ts'

/** How long honest people waited for one kind of answer, in milliseconds; null without requests. */
type Waits = { count: number; median: number | null; p95: number | null; worst: number | null }

export type Watched = {
  read: Waits
  signIn: Waits
  /** Number of answers with a status other than 200 and 201, by status. */
  failed: Record<string, number>
}

export type AbuseMeasured = {
  name: string
  /** Number of requests by the abuser. */
  sent: number
  /** Upstream calls by the proxy meanwhile; `throttled` of them exceeded upstream's rate limit. */
  upstreamCalls: number
  throttled: number
  /** Right before the abuse. */
  calm: Watched
  abused: Watched
  /** Median wait with abuse divided by that without, for the most affected person. */
  worstPerson: number | null
}

export type AbuseResult = {
  machine: Machine
  commit: string | null
  /** How long people were measured before each abuse, and again during it. */
  seconds: number
  abuses: AbuseMeasured[]
}
