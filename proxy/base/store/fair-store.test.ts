import { setImmediate as begunWork } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { onBehalfOf, Requester } from '#proxy/base/limits/requester.ts'
import { fairStore } from './fair-store.ts'
import type { Store } from './store.ts'
import { openStore } from './testing/open-store.ts'

let store: Store

beforeAll(async () => {
  store = await openStore()
})

afterAll(() => store.close())

it("reads the pages of a whole journal in the asker's turn", async () => {
  const ends: (() => void)[] = []
  vi.spyOn(store.registry.views, 'list').mockImplementation(
    () => new Promise((resolve) => ends.push(() => resolve({ items: [], nextCursor: null }))),
  )
  const { views } = fairStore(store).registry
  await onBehalfOf(new Requester('a'), async () => {
    const lists = [views.list('c', { limit: 1 }), views.list('c', { limit: 1 })]
    const first = views.all('c')[Symbol.asyncIterator]().next()
    await begunWork()
    expect(ends).toHaveLength(2)
    ends[0]?.()
    await lists[0]
    await begunWork()
    expect(ends).toHaveLength(3)
    for (const end of ends) end()
    expect(await first).toEqual({ done: true, value: undefined })
  })
})
