import type { Machine } from '#bench/machine.ts'

/** What one kind takes in the database, with its indexes. */
export type RowCost = {
  kind: string
  rows: number
  bytesEach: number
  /** Writes that the database acknowledged each second, from 32 writers. */
  perSecond: number
}

export type ScaleResult = {
  machine: Machine
  commit: string | null
  costs: RowCost[]
  /** Size of an empty database with all tables, bytes. */
  emptyBytes: number
}
