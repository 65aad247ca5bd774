import { execFileSync } from 'node:child_process'
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createLogger } from '#proxy/base/log.ts'
import { createStore, type Store } from '#proxy/base/store/store.ts'
import { started } from '#proxy/base/store/testing/samples.ts'
import { startEmbeddedPostgres } from './embedded-postgres.ts'

/** Restores a backup as described in docs/deployment.md. */

let folder: string
const log = createLogger('silent')

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'restore-'))
  // Other users need access to the folder: as root, the engine runs as another user.
  await chmod(folder, 0o711)
})

afterEach(() => rm(folder, { recursive: true, force: true, maxRetries: 10 }))

/** Uses the store of a data folder while an engine runs on it. */
async function withDataOf<Result>(
  name: string,
  act: (store: Store) => Promise<Result>,
): Promise<Result> {
  const engine = await startEmbeddedPostgres({ dataDir: join(folder, name), log })
  const store = createStore({ databaseUrl: engine.url, log })
  try {
    await store.ready()
    return await act(store)
  } finally {
    await store.close()
    await engine.stop()
  }
}

it(
  'a copy of the data restores everything that the app remembers',
  { timeout: 60_000 },
  async () => {
    const corpId = 'dingcorp'
    const job = { corpId, kind: 'notice', key: 'notice', taskId: 'PRO-1', dueAt: 7 }
    await withDataOf('data', async ({ jobs, registry }) => {
      await registry.flows.recordStart(corpId, started('PRO-1'))
      await jobs.put([job], 7)
    })
    // The engine is stopped. `cp -a` keeps the owner of the files, which only root can.
    execFileSync('cp', ['-a', join(folder, 'data', 'postgres'), join(folder, 'backup')])
    await withDataOf('data', ({ registry }) => registry.flows.recordStart(corpId, started('PRO-2')))
    await rm(join(folder, 'data'), { recursive: true, maxRetries: 10 })

    await mkdir(join(folder, 'data'))
    execFileSync('cp', ['-a', join(folder, 'backup'), join(folder, 'data', 'postgres')])
    await withDataOf('data', async ({ jobs, registry }) => {
      expect(await registry.flows.corpsOf('PRO-1')).toEqual([corpId])
      expect(await jobs.find(corpId, 'notice')).toMatchObject({ ...job, state: 'waiting' })
      // This flow was added after the copy.
      expect(await registry.flows.corpsOf('PRO-2')).toEqual([])
    })
  },
)
