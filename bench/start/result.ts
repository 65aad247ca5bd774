import type { Machine } from '../machine.ts'
import type { Verdict } from '../verdict.ts'

/** Milliseconds from starting the process until `/readyz` says that all is ready. */
export type StartTimes = {
  /** In a clean folder without any settings. */
  first: number[]
  /** In the same folder: without settings its data are in a temporary folder, made anew each time. */
  again: number[]
  /** With a `DATA_DIR` that is empty, then with the one that the start before has left. */
  firstOnData: number[]
  onData: number[]
}

/** What a process takes, in MB. */
export type ProcessMemory = {
  /** Of the program, with what Postgres says about its part. */
  name: string
  /** Proportional set size: memory that processes share counts by parts. */
  pss: number
  /** All that is in memory, as if nobody shared it. */
  rss: number
}

export type StartResult = {
  machine: Machine
  commit: string | null
  times: StartTimes
  /** Milliseconds from SIGTERM to the end of the process, nothing being under way. */
  stops: number[]
  /** Of all processes of the app, this many seconds after a start without settings. */
  idleSeconds: number
  memory: ProcessMemory[]
  verdicts: Verdict[]
}
