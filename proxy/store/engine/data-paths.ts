import { join } from 'node:path'

/** The engine's data in a data folder. */
export function dataOf(dataDir: string): string {
  return join(dataDir, 'postgres')
}
