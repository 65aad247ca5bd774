import { createLogger } from '#proxy/base/log.ts'
import { createStore, type Store, type StoreSettings } from '#proxy/base/store/store.ts'
import { newDatabase } from './new-database.ts'

/** An open store, by default on its own database. */
export async function openStore(settings: Partial<StoreSettings> = {}): Promise<Store> {
  const databaseUrl = settings.databaseUrl ?? (await newDatabase())
  const store = createStore({
    log: createLogger('silent'),
    ...settings,
    databaseUrl,
  })
  await store.ready()
  return store
}
