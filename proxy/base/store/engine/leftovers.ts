import { randomBytes } from 'node:crypto'
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statfsSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { dataOf, pidFileOf } from './data-paths.ts'

/** Something newer may still be in the making. */
const abandonedAfterMs = 10 * 60_000

/** The name of something until it is complete. */
export function unfinishedName(path: string): string {
  return `${path}.${randomBytes(4).toString('hex')}.unfinished`
}

/** Removes what killed starts have left in a folder. */
export function removeUnfinished(folder: string): void {
  const isUnfinished = (name: string) => /^(postgres|data)[-.].*\.unfinished/.test(name)
  removeEach(folder, (path) => isUnfinished(basename(path)) && isOld(path))
}

/**
 * Removes what killed starts, and other releases by copying the programs, have left in a data
 * folder. Call this only while no other process can use the folder.
 * @param postgres path of the program in use
 */
export function removeLeftovers(dataDir: string, postgres: string): void {
  removeUnfinished(dataDir)
  const own = dirname(dirname(postgres))
  // People may keep backups here, which contain no program.
  removeEach(
    dataDir,
    (path) => path !== own && /^postgres-\d/.test(basename(path)) && hasProgram(path),
  )
}

const temporaryPrefix = 'esign-dingtalk-temp-'

/** Linux' folder in memory. Containers often give it 64 MB. */
const memoryFolder = '/dev/shm'

/** Many times the data of a sandbox. */
const enoughMemoryBytes = 2 ** 30

/**
 * A folder for temporary data, in memory if there is room, because writing a new engine's 40 MB to
 * a disk can take longer than everything else at the start. Those of starts that were killed before
 * their engine ran are removed; an engine's folder is deleted when the engine ends.
 */
export function makeTemporaryFolder(): string {
  const isAbandoned = (path: string) =>
    basename(path).startsWith(temporaryPrefix) &&
    lstatSync(path).uid === (process.getuid?.() ?? 0) &&
    isOld(path) &&
    !existsSync(pidFileOf(dataOf(path)))
  for (const parent of [memoryFolder, tmpdir()]) removeEach(parent, isAbandoned)
  // Another temporary folder was chosen for a reason.
  const isUsual = tmpdir() === '/tmp'
  const parent = isUsual && hasRoom(memoryFolder) ? memoryFolder : tmpdir()
  const folder = mkdtempSync(join(parent, temporaryPrefix))
  // Private, but the engine may run as another user.
  chmodSync(folder, 0o711)
  return folder
}

function hasRoom(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK)
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize >= enoughMemoryBytes
  } catch {
    return false
  }
}

function isOld(path: string): boolean {
  return Date.now() - lstatSync(path).mtimeMs > abandonedAfterMs
}

function hasProgram(folder: string): boolean {
  return existsSync(join(folder, 'bin', 'postgres'))
}

function removeEach(folder: string, isLeft: (path: string) => boolean): void {
  try {
    for (const path of readdirSync(folder).map((name) => join(folder, name)))
      if (isLeft(path)) rmSync(path, { recursive: true, force: true })
  } catch {
    // Another start may be removing the same, or the folder cannot be listed.
  }
}
