import type { Machine } from '#bench/machine.ts'
import type { Verdict } from '#bench/verdict.ts'

/** The space of one kind in the database, including indexes. */
export type RowCost = {
  kind: string
  rows: number
  bytesEach: number
  /** Writes per second that the database acknowledged, from 32 writers. */
  perSecond: number
}

export type ScaleResult = {
  machine: Machine
  commit: string | null
  costs: RowCost[]
  /** Size of an empty database with all tables, in bytes. */
  emptyBytes: number
}

/** How long answers for the operators' desk take. */
export type DeskResult = {
  machine: Machine
  commit: string | null
  organisations: number
  /** Contracts of each in the last 90 days. */
  flowsEach: number
  rounds: number
  /** Medians. */
  answers: { name: string; ms: number }[]
  verdicts: Verdict[]
}

/** How long the statistics of an organisation take. */
export type StatisticsResult = {
  machine: Machine
  commit: string | null
  contracts: number
  rounds: number
  /** Medians. */
  answers: { name: string; ms: number }[]
  verdicts: Verdict[]
}
