import { readFileSync } from 'node:fs'
import { processTree } from '../start/process-memory.ts'

/** What Linux counts in, a second. */
const ticks = 100

/** Milliseconds of processor that a process has used, and those that it started. */
export function processorMs(pid: number): { own: number; database: number } {
  const [own = 0, ...others] = processTree(pid).map(usedBy)
  return { own, database: others.reduce((sum, used) => sum + used, 0) }
}

function usedBy(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    // Its own in user and system, and that of its children that ended.
    return fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0) * (1000 / ticks)
  } catch {
    return 0
  }
}
