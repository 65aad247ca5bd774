import { describe, expect, it } from 'vitest'
import type { Store } from './store.ts'
import { engines } from './testing/engines.ts'
import { withStore } from './testing/with-store.ts'

describe.each(engines)('suite tickets on $engine', ({ start }) => {
  let store: Store

  withStore(start, (opened) => {
    store = opened
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
