import { describe, expect, it } from 'vitest'
import type { Store } from '#proxy/base/store/store.ts'
import { withStore } from '#proxy/base/store/testing/with-store.ts'

describe('suite tickets', () => {
  let store: Store

  withStore((opened) => {
    store = opened
  })

  it('are stored per app, the newest one in any order of arrival', async () => {
    const { suiteTickets } = store
    expect(await suiteTickets.find('suite')).toBeNull()
    await suiteTickets.keep('suite', 'second', 20)
    await suiteTickets.keep('suite', 'first', 10)
    await suiteTickets.keep('another', 'other', 30)
    expect(await suiteTickets.find('suite')).toEqual({ ticket: 'second', at: 20 })
    await suiteTickets.keep('suite', 'third', 30)
    expect(await suiteTickets.find('suite')).toEqual({ ticket: 'third', at: 30 })
    expect(await suiteTickets.find('another')).toEqual({ ticket: 'other', at: 30 })
    await suiteTickets.keep('another', 'impossible', Date.now() + 3_600_000)
    await suiteTickets.keep('another', 'next', 40)
    expect(await suiteTickets.find('another')).toEqual({ ticket: 'next', at: 40 })
  })
})
