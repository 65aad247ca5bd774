import type { Machine } from '#bench/machine.ts'
import type { Network } from '#bench/network.ts'
import type { Verdict } from '#bench/verdict.ts'
import type { MeasuredCell } from '#bench/load/cells.ts'
import type { Evidence } from '#bench/load/visit/evidence.ts'
import type { Lists } from '#bench/load/lists.ts'
import type { NeededFile } from '#bench/load/needed-bytes.ts'
import type { Phone } from '#bench/load/visit/phones.ts'

/** The result of `npm run bench:load` in bench/results/load.json. */
export type LoadResult = {
  machine: Machine
  /** Short hash of the commit; ends with "+" if files differed from it. */
  commit: string | null
  runs: number
  /** Of the slow phone, like `cpuSlowdown`. */
  network: Network
  cpuSlowdown: number
  /** Null if not measured. */
  middlingPhone: Phone | null
  upstreamMs: number
  cells: MeasuredCell[]
  /** The files that are required for the status. */
  needed: NeededFile[]
  lists: Lists | null
  /** The median visit to our app with 20 records on Android, by link and kind of visit. */
  evidence: Record<string, Evidence>
  verdicts: Verdict[]
}
