import { readdirSync, readFileSync } from 'node:fs'
import type { ProcessMemory } from './result.ts'

/** A process and all its descendants. Linux only. */
export function processTree(pid: number): number[] {
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc')) {
    const stat = /^\d+$/.test(name) ? readOrEmpty(`/proc/${name}/stat`) : ''
    const parent = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]
    if (parent !== undefined) parents.set(Number(name), Number(parent))
  }
  const tree = [pid]
  for (const one of tree)
    tree.push(...[...parents].flatMap(([child, parent]) => (parent === one ? [child] : [])))
  return tree
}

/** A process's memory as counted by the kernel. */
export function memoryOf(pid: number): ProcessMemory {
  const rollup = readOrEmpty(`/proc/${pid}/smaps_rollup`)
  const megabytes = (field: string) =>
    Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(rollup)?.[1] ?? 0) / 1024
  return { name: nameOf(pid), pss: megabytes('Pss'), rss: megabytes('Rss') }
}

function nameOf(pid: number): string {
  const command = readOrEmpty(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim()
  const [part] = /^postgres: [a-z ]+/.exec(command) ?? []
  return (part ?? readOrEmpty(`/proc/${pid}/comm`)).trim()
}

/** A file's text; empty if the process has exited meanwhile. */
function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
