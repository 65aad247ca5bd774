import type { StatsFs } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { StoreError } from '#proxy/base/store/database.ts'

/** Postgres needs 16 MB for its next segment of log, and somewhat more to work. */
const leastBytes = 64 * 1024 * 1024

/** Whether Node, the system or Postgres say so, whose messages we have in English. */
export function isDiskFull(said: string): boolean {
  return /No space left on device|ENOSPC|Disk quota exceeded|EDQUOT/.test(said)
}

/** @param what did not work */
export function fullDisk(what: string, cause?: unknown): StoreError {
  return new StoreError(
    `${what}: the disk is full. The data are not damaged: free space on it, without touching the data folder, and start the app again.`,
    { cause },
  )
}

/** @throws StoreError if the disk of a folder has no room for what the database writes next */
export async function checkRoom(
  folder: string,
  read: (folder: string) => Promise<Pick<StatsFs, 'bavail' | 'bsize'>> = statfs,
): Promise<void> {
  const { bavail, bsize } = await read(folder)
  if (bavail * bsize < leastBytes) throw fullDisk(`The database in ${folder} can write no more`)
}
