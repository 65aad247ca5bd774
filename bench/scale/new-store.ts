import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { startEmbeddedPostgres } from '#proxy/base/store/engine/embedded-postgres.ts'
import { createStore, type Store } from '#proxy/base/store/store.ts'

const quiet = { info: () => {}, warn: () => {} }

/** Runs a measurement with a store on a new Postgres with default settings. */
export async function withNewStore<Result>(
  measure: (store: Store, client: Client) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-scale-'))
  // If root starts the bench, Postgres runs as another user, which has no access to a folder from
  // mkdtemp.
  await chmod(folder, 0o711)
  // With a `dataDir`, Postgres flushes each write to the disk before it acknowledges it.
  const engine = await startEmbeddedPostgres({ dataDir: join(folder, 'data'), log: quiet })
  const store = createStore({ databaseUrl: engine.url, log: quiet })
  const client = new Client({ connectionString: engine.url })
  try {
    await store.ready()
    await client.connect()
    return await measure(store, client)
  } finally {
    await client.end()
    await store.close()
    await engine.stop()
    await rm(folder, { recursive: true, force: true, maxRetries: 10 })
  }
}
