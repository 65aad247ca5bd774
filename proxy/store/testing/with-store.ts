import { afterAll, beforeAll } from 'vitest'
import type { Store } from '#proxy/store/store.ts'
import { openStore } from './open-store.ts'

/**
 * Gives a suite a store on data of its own, from its first test to its last.
 * @param use told of the store before the first test
 */
export function withStore(use: (store: Store) => void): void {
  let store: Store

  beforeAll(async () => {
    store = await openStore()
    use(store)
  })

  afterAll(() => store.close())
}
