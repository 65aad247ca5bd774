import { execFile, spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  ftruncateSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { platform } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

/** Whether power cuts can be simulated: that needs Linux and a C compiler, see `unsynced.c`. */
export const canCutPower = platform() === 'linux' && spawnSync('cc', ['--version']).status === 0

/** Records the writes below a folder, and which of them are synced. */
export type Power = {
  /** Must be preloaded into every program that writes below the folder. */
  library: string
  /** The current length of the record, for `cut`. */
  moment(): number
  /**
   * Undoes what was not synced at a moment, and everything later. Nothing may write during this.
   * @returns the number of changes undone
   */
  cut(moment: number): number
}

/**
 * @param folder whose changes are recorded
 * @param notes an empty folder for the record, on the same file system but outside `folder`
 */
export async function watchPower(folder: string, notes: string): Promise<Power> {
  const library = join(notes, 'unsynced.so')
  const journal = join(notes, 'journal')
  const kept = join(notes, 'kept')
  const places = { FOLDER: folder, JOURNAL: journal, KEPT: kept }
  const defined = Object.entries(places).map(([name, path]) => `-D${name}="${path}"`)
  const source = fileURLToPath(new URL('unsynced.c', import.meta.url))
  const args = ['-shared', '-fPIC', '-O1', ...defined, source, '-o', library, '-ldl']
  await promisify(execFile)('cc', args)
  // The engine's user writes there too.
  chmodSync(notes, 0o711)
  begin()

  function begin(): void {
    rmSync(kept, { recursive: true, force: true })
    mkdirSync(kept)
    chmodSync(kept, 0o777)
    writeFileSync(journal, '')
    chmodSync(journal, 0o666)
  }

  return {
    library,
    moment: () => statSync(journal).size,
    cut(moment) {
      const records = readJournal(readFileSync(journal))
      const lost = unsyncedAt(moment, records).toReversed()
      restoreContents(lost, pathsByInode([folder, kept]))
      for (const record of lost) restoreName(record, kept)
      begin()
      return lost.length
    },
  }
}

type JournalRecord = {
  /** The position in the journal. */
  at: number
  kind: string
  fields: readonly string[]
  /** The overwritten bytes. */
  bytes: Buffer
}

function readJournal(journal: Buffer): JournalRecord[] {
  const records: JournalRecord[] = []
  for (let at = 0; at < journal.length;) {
    const end = journal.indexOf('\n', at)
    const [kind = '', ...fields] = journal.toString('utf8', at, end).split(' ')
    const count = kind === 'write' ? Number(fields[2]) : 0
    records.push({ at, kind, fields, bytes: journal.subarray(end + 1, end + 1 + count) })
    at = end + 1 + count
  }
  return records
}

/** The changes that were not on the disk at a moment, by the rules of ext4, xfs and btrfs. */
function unsyncedAt(moment: number, records: readonly JournalRecord[]): JournalRecord[] {
  /** For each inode, the position in the journal up to which it is synced. */
  const syncedTo = new Map<string, number>()
  for (const { at, kind, fields } of records) {
    const [inode = '', begun] = fields
    if (kind === 'sync' && at < moment)
      syncedTo.set(inode, Math.max(syncedTo.get(inode) ?? 0, Number(begun)))
  }
  return records.filter(({ at, kind, fields }) => {
    if (kind === 'sync') return false
    // Syncing a new file also syncs its directory entry, under the name it was created with.
    const inodes = kind === 'create' ? fields.slice(0, 2) : fields.slice(0, 1)
    return at >= moment || !inodes.some((inode) => at < (syncedTo.get(inode) ?? 0))
  })
}

/** @param lost the latest first */
function restoreContents(lost: readonly JournalRecord[], paths: Map<string, string>): void {
  for (const { kind, fields, bytes } of lost) {
    const path = paths.get(fields[0] ?? '')
    if ((kind !== 'write' && kind !== 'size') || path === undefined) continue
    const file = openSync(path, 'r+')
    if (kind === 'write') writeSync(file, bytes, 0, bytes.length, Number(fields[1]))
    ftruncateSync(file, Number(fields.at(-1)))
    closeSync(file)
  }
}

function restoreName({ kind, fields }: JournalRecord, kept: string): void {
  if (kind === 'create') rmSync(fields[2] ?? '', { recursive: true, force: true })
  if (kind === 'rename') renameSync(fields[2] ?? '', fields[1] ?? '')
  if (kind !== 'remove') return
  const [, name = '', path = ''] = fields
  if (existsSync(path)) return
  if (name !== '-') {
    linkSync(join(kept, name), path)
    return
  }
  const { uid, gid, mode } = statSync(dirname(path))
  mkdirSync(path, { mode })
  chownSync(path, uid, gid)
}

/** Removed files are found in the folder that keeps them. */
function pathsByInode(folders: readonly string[]): Map<string, string> {
  const paths = new Map<string, string>()
  for (const folder of folders) {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue
      const path = join(entry.parentPath, entry.name)
      paths.set(String(statSync(path).ino), path)
    }
  }
  return paths
}
