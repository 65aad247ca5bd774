import { median } from '#bench/stats.ts'
import { below, type Verdict } from '#bench/verdict.ts'
import type { ProcessMemory, StartTimes } from './result.ts'

/** The targets for starts and for idle memory. */
export function startVerdicts(
  times: StartTimes,
  stops: readonly number[],
  memory: readonly ProcessMemory[],
): Verdict[] {
  const inMiddle = (target: string, values: readonly number[]) =>
    ({ target, value: median(values), unit: 'ms' }) as const
  return [
    below(4000, inMiddle('First start in an empty folder without credentials', times.first)),
    below(2000, inMiddle('Later starts without credentials', times.again)),
    below(4000, inMiddle('First start with a DATA_DIR', times.firstOnData)),
    below(2000, inMiddle('Later starts with a DATA_DIR', times.onData)),
    below(3000, inMiddle('From SIGTERM to the end of an idle app', stops)),
    below(200, {
      target: 'Memory of the app and its Postgres together, idle',
      value: memory.reduce((sum, { pss }) => sum + pss, 0),
      unit: 'MB',
    }),
  ]
}
