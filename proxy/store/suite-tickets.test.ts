import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Store } from './store.ts'
import { engines, type TestEngine } from './testing/engines.ts'

describe.each(engines)('suite tickets on $engine', ({ start }) => {
  let engine: TestEngine
  let store: Store

  beforeAll(async () => {
    engine = await start()
    store = await engine.open()
  })

  afterAll(async () => {
    await store.close()
    await engine.stop()
  })

  it('are kept for each app, the newest whatever the order in which they come', async () => {
    const { suiteTickets } = store
    expect(await suiteTickets.find('suite')).toBeNull()
    await suiteTickets.keep('suite', 'second', 20)
    await suiteTickets.keep('suite', 'first', 10)
    await suiteTickets.keep('another', 'other', 30)
    expect(await suiteTickets.find('suite')).toEqual({ ticket: 'second', at: 20 })
    await suiteTickets.keep('suite', 'third', 30)
    expect(await suiteTickets.find('suite')).toEqual({ ticket: 'third', at: 30 })
    expect(await suiteTickets.find('another')).toEqual({ ticket: 'other', at: 30 })
  })
})
