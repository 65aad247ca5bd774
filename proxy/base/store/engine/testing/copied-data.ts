import { execFile } from 'node:child_process'
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { createLogger } from '#proxy/base/log.ts'
import { startEmbeddedPostgres } from '#proxy/base/store/engine/embedded-postgres.ts'

/** Data of an engine that has run before, for copying, as a first start takes seconds. */
export type MadeData = {
  /** @param dataDir created for an engine that starts on the copy */
  copyTo(dataDir: string): Promise<void>
  remove(): Promise<void>
}

const execute = promisify(execFile)

export async function makeData(): Promise<MadeData> {
  const folder = await mkdtemp(join(tmpdir(), 'made-data-'))
  // As root, the engine runs as another user.
  await chmod(folder, 0o711)
  const engine = await startEmbeddedPostgres({ dataDir: folder, log: createLogger('silent') })
  await engine.stop()
  return {
    async copyTo(dataDir) {
      await mkdir(dataDir)
      // Node's own `cp` does not preserve the owner.
      await execute('cp', ['-a', join(folder, 'postgres'), dataDir])
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}
