import type { Machine } from '../machine.ts'
import type { Network } from '../network.ts'
import type { Verdict } from '../verdict.ts'
import type { MeasuredCell } from './cells.ts'
import type { Evidence } from './evidence.ts'
import type { Lists } from './lists.ts'
import type { NeededFile } from './needed-bytes.ts'

/** What `npm run bench:load` keeps in bench/results/load.json. */
export type LoadResult = {
  machine: Machine
  /** Of the sources, short; "+" at the end where they were changed. */
  commit: string | null
  runs: number
  network: Network
  cpuSlowdown: number
  upstreamMs: number
  cells: readonly MeasuredCell[]
  /** What the status needed; null where that was not measured. */
  needed: NeededFile[] | null
  lists: Lists | null
  /** Our visits with 20 records on Android, of the middle run, by link and kind of visit. */
  evidence: Record<string, Evidence>
  verdicts: Verdict[]
}
