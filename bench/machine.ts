import { execFileSync } from 'node:child_process'
import { availableParallelism, cpus, loadavg, release, totalmem, type as systemName } from 'node:os'
import { root } from '#scripts/built-app.mjs'

/** The machine that a result was measured on; times of different machines are not comparable. */
export type Machine = {
  cpu: string
  cores: number
  memoryGb: number
  system: string
  node: string
  /** Absent if no browser was used. */
  chromium?: string
  /** Load average of the last minute before the start; well above 0 means a busy machine. */
  loadBefore: number
  /** ISO 8601, UTC. */
  date: string
}

export function thisMachine(chromium?: string): Machine {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${systemName()} ${release()}`,
    node: process.version,
    ...(chromium === undefined ? {} : { chromium }),
    loadBefore: Math.round((loadavg()[0] ?? 0) * 100) / 100,
    date: new Date().toISOString(),
  }
}

/** Files that a bench writes do not count as changes of the sources. */
const written = [':!bench/results', ':!docs/performance.md']

/** Short hash of the current commit, with "+" if files differ from it; null outside git. */
export function thisCommit(): string | null {
  try {
    const changes = git('status', '--porcelain', '--', '.', ...written)
    return git('rev-parse', '--short', 'HEAD') + (changes === '' ? '' : '+')
  } catch {
    return null
  }
}

function git(...words: string[]): string {
  return execFileSync('git', words, { cwd: root, encoding: 'utf8', stdio: 'pipe' }).trim()
}
