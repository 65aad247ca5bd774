import { execFileSync } from 'node:child_process'
import { availableParallelism, cpus, loadavg, release, totalmem, type as systemName } from 'node:os'

/** Where numbers come from: they mean little on another machine. */
export type Machine = {
  cpu: string
  cores: number
  memoryGb: number
  system: string
  node: string
  /** Absent where no browser took part. */
  chromium?: string
  /** Of the minute before the start, as the system tells it; well above 0 means a busy machine. */
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

/** The commit that is checked out, short; with "+" where files differ from it. Null outside of git. */
export function thisCommit(): string | null {
  try {
    return git('describe', '--always', '--dirty=+', '--exclude=*')
  } catch {
    return null
  }
}

function git(...words: string[]): string {
  return execFileSync('git', words, { encoding: 'utf8', stdio: 'pipe' }).trim()
}
