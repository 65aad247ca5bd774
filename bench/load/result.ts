import type { Machine } from '../machine.ts'
import type { Network } from '../network.ts'
import type { Verdict } from '../verdict.ts'
import type { MeasuredCell } from './cells.ts'
import type { Evidence } from './visit/evidence.ts'
import type { Lists } from './lists.ts'
import type { NeededFile } from './needed-bytes.ts'
import type { Phone } from './visit/phones.ts'

/** What `npm run bench:load` keeps in bench/results/load.json. */
export type LoadResult = {
  machine: Machine
  /** Of the sources, short; "+" at the end where they were changed. */
  commit: string | null
  runs: number
  /** Of the slow phone. */
  network: Network
  cpuSlowdown: number
  /** Null where it was not measured. */
  middlingPhone: Phone | null
  upstreamMs: number
  cells: MeasuredCell[]
  /** What the status needed. */
  needed: NeededFile[]
  lists: Lists | null
  /** Our visits with 20 records on Android, each the middle one, by link and kind of visit. */
  evidence: Record<string, Evidence>
  verdicts: Verdict[]
}
