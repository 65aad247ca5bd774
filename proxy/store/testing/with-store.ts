import { afterAll, beforeAll } from 'vitest'
import type { Store } from '../store.ts'
import type { TestEngine } from './engines.ts'

/**
 * Gives a suite a store on data of its own, from its first test to its last.
 * @param start one of `engines`
 * @param use told of the store before the first test
 */
export function withStore(start: () => Promise<TestEngine>, use: (store: Store) => void): void {
  let engine: TestEngine
  let store: Store

  beforeAll(async () => {
    engine = await start()
    store = await engine.open()
    use(store)
  })

  afterAll(async () => {
    await store.close()
    await engine.stop()
  })
}
