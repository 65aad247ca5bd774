import { join } from 'node:path'

/** The engine's data in a data folder. */
export function dataOf(dataDir: string): string {
  return join(dataDir, 'postgres')
}

/** Exists while a Postgres uses the data, and after it was killed. */
export function pidFileOf(data: string): string {
  return join(data, 'postmaster.pid')
}
