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

/** Whether a power cut can be played here: a C compiler is needed, and what `unsynced.c` asks of Linux. */
export const canCutPower = platform() === 'linux' && spawnSync('cc', ['--version']).status === 0

/** Notes what is written below a folder and what of it is synced. */
export type Power = {
  /** To be preloaded into all that writes there. */
  library: string
  /** How much has been noted by now, for `cut`. */
  moment(): number
  /**
   * Takes back what was not synced at a moment, and all that came later. Nothing may write any more.
   * @returns how many changes that were
   */
  cut(moment: number): number
}

/**
 * @param folder whose changes are noted
 * @param notes an empty folder for the notes, on the same file system and not within `folder`
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
  // Also the user that the engine runs as writes there.
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
  /** Where it stands in the journal. */
  at: number
  kind: string
  fields: readonly string[]
  /** What was overwritten. */
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

/** What of the records was not on the disk at a moment, as ext4, xfs and btrfs keep it. */
function unsyncedAt(moment: number, records: readonly JournalRecord[]): JournalRecord[] {
  /** Up to where in the journal an inode is synced. */
  const syncedTo = new Map<string, number>()
  for (const { at, kind, fields } of records) {
    const [inode = '', begun] = fields
    if (kind === 'sync' && at < moment)
      syncedTo.set(inode, Math.max(syncedTo.get(inode) ?? 0, Number(begun)))
  }
  return records.filter(({ at, kind, fields }) => {
    if (kind === 'sync') return false
    // To sync a new file also syncs that it is there, under the name that it was made with.
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

/** Files that are gone are among those that were kept. */
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
