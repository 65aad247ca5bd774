import type { Machine } from '#bench/machine.ts'

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

/** How long the statistics of an organisation take. */
export type StatisticsResult = {
  machine: Machine
  commit: string | null
  contracts: number
  rounds: number
  /** Medians. */
  answers: { name: string; ms: number }[]
}
