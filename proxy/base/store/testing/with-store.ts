import { afterAll, beforeAll } from 'vitest'
import type { Store } from '#proxy/base/store/store.ts'
import { openStore } from './open-store.ts'

/**
 * Gives a suite its own store, from its first test to its last.
 * @param use called with the store before the first test
 */
export function withStore(use: (store: Store) => void): void {
  let store: Store

  beforeAll(async () => {
    store = await openStore()
    use(store)
  })

  afterAll(() => store.close())
}
