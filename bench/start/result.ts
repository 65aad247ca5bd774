import type { Machine } from '#bench/machine.ts'
import type { Verdict } from '#bench/verdict.ts'

/** Milliseconds from the start of the process until `/readyz` answers 200. */
export type StartTimes = {
  /** In an empty folder, without settings. */
  first: number[]
  /** In the same folder. Without settings, the data are in a new temporary folder each time. */
  again: number[]
  /** With an empty `DATA_DIR`; `onData` is with the one filled by the start before. */
  firstOnData: number[]
  onData: number[]
}

/** Memory of a process, MB. */
export type ProcessMemory = {
  /**
   * Name of the program; for a process of Postgres also its role, such as `checkpointer`. `data` for
   * temporary data in memory.
   */
  name: string
  /** Proportional set size: memory shared by n processes counts as 1/n for each. */
  pss: number
  /** Resident set size: shared memory counts in full for each process. */
  rss: number
}

export type StartResult = {
  machine: Machine
  commit: string | null
  times: StartTimes
  /** Milliseconds from SIGTERM to the exit of an idle process. */
  stops: number[]
  /** `memory` is of all processes of the app, this many seconds after a start without settings. */
  idleSeconds: number
  memory: ProcessMemory[]
  verdicts: Verdict[]
}
