import type { Machine } from '#bench/machine.ts'
import type { Verdict } from '#bench/verdict.ts'
import type { MeasuredCell } from './cells.ts'
import type { Phone } from './visit/phones.ts'

/** Milliseconds until the home page shows a short and a long list. */
export type Lists = { short: number | null; long: number | null }

/** The result of `npm run bench:load` in bench/results/load.json. */
export type LoadResult = {
  machine: Machine
  /** Short hash of the commit; ends with "+" if files differed from it. */
  commit: string | null
  runs: number
  phone: Phone
  /** How long each call to DingTalk or e签宝 took, milliseconds. */
  upstreamMs: number
  cells: readonly MeasuredCell[]
  lists: Lists | null
  verdicts: Verdict[]
}
