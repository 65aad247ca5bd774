import type { Machine } from '../machine.ts'

/** What rows of one kind take in the database, with their indexes. */
export type RowCost = {
  kind: string
  rows: number
  bytesEach: number
  /** Acknowledged by the database each second while they were written by 32 at a time. */
  perSecond: number
}

export type ScaleResult = {
  machine: Machine
  commit: string | null
  costs: RowCost[]
  /** Of an empty database with all tables, bytes. */
  emptyBytes: number
}
