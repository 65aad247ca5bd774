import { readFileSync } from 'node:fs'
import { processTree } from '#bench/start/process-memory.ts'

/** Linux counts processor time in ticks; this is their number per second (`getconf CLK_TCK`). */
const ticks = 100

/** Processor time of a process (`own`) and of its descendants (`database`), in milliseconds. */
export function processorMs(pid: number): { own: number; database: number } {
  const [own = 0, ...others] = processTree(pid).map(usedBy)
  return { own, database: others.reduce((sum, used) => sum + used, 0) }
}

function usedBy(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    // utime, stime, cutime and cstime of /proc/[pid]/stat; the last two are those of exited
    // children.
    return fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0) * (1000 / ticks)
  } catch {
    return 0
  }
}
