import { randomUUID } from 'node:crypto'
import { lstat, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { EpochMs } from '#shared/rules/time.ts'

const prefix = 'esign-dingtalk-upload-'

/** Longer than any upload; older files are left over from a crash (milliseconds). */
const staleAfterMs = 60 * 60_000

/** The folder for files passing through this process. */
export class SpoolFolder {
  readonly #parent: string
  #folder: Promise<string> | null = null

  constructor(parent = tmpdir()) {
    this.#parent = parent
  }

  /** An unused path. The folder is created on first use. */
  async newPath(): Promise<string> {
    this.#folder ??= mkdtemp(join(this.#parent, prefix))
    const folder = await this.#folder.catch((error: unknown) => {
      this.#folder = null
      throw error
    })
    // Another process may have removed it as stale.
    await mkdir(folder, { recursive: true, mode: 0o700 })
    return join(folder, randomUUID())
  }

  async remove(): Promise<void> {
    const folder = await this.#folder?.catch(() => undefined)
    this.#folder = null
    if (folder !== undefined) await rm(folder, { recursive: true, force: true })
  }

  /** Removes what crashed processes have left behind. */
  async removeStale(now: EpochMs): Promise<void> {
    const names = await readdir(this.#parent)
    const paths = names.filter((name) => name.startsWith(prefix)).map((n) => join(this.#parent, n))
    await Promise.all(paths.map((path) => removeIfOlder(path, now - staleAfterMs)))
  }
}

/** Ignores folders that are gone by now. Root could also remove those of another user. */
async function removeIfOlder(path: string, time: number): Promise<void> {
  const info = await lstat(path).catch(() => undefined)
  if (info === undefined || !info.isDirectory() || info.mtimeMs >= time) return
  if (info.uid !== (process.getuid?.() ?? info.uid)) return
  await rm(path, { recursive: true, force: true }).catch(() => undefined)
}
