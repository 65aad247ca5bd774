import { randomBytes } from 'node:crypto'
import { join } from 'node:path'

export function dataOf(dataDir: string): string {
  return join(dataDir, 'postgres')
}

/** Exists while a Postgres uses the data, and after it was killed. */
export function pidFileOf(data: string): string {
  return join(data, 'postmaster.pid')
}

/** The name of something until it is complete. */
export function unfinishedName(path: string): string {
  return `${path}.${randomBytes(4).toString('hex')}.unfinished`
}
