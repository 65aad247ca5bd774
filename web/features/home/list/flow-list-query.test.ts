import { atom } from 'nanostores'
import { expect, it, vi } from 'vitest'
import type { FlowList } from '#shared/schemas/flow/flow-list.ts'
import { listedFlow } from '#shared/testing/listed-flow.ts'
import { noConditions } from '#web/api/queries/flow-list.ts'
import { testClient } from '#web/api/test-client.ts'
import { waitingFilter } from '../waiting-count.ts'
import { flowListQuery, keepFlowList } from './flow-list-query.ts'

it('a kept list is not read after signing out, and can be removed', () => {
  const fetch = vi.fn(() => new Promise(() => {}))
  vi.stubGlobal('fetch', fetch)
  const isSignedOut = atom(false)
  const client = testClient({ isSignedOut })
  const stop = keepFlowList(client, waitingFilter)
  expect(fetch).toHaveBeenCalledOnce()
  isSignedOut.set(true)
  void client.refetchQueries({ queryKey: ['flows'] })
  client.removeQueries({ type: 'inactive' })
  expect(fetch).toHaveBeenCalledOnce()
  expect(client.getQueryState(flowListQuery(waitingFilter).queryKey)).toBeUndefined()
  stop()
})

it('a list that is read again has the counts and the initiators of its answer', async () => {
  const list: FlowList = {
    flows: [listedFlow()],
    nextCursor: null,
    counts: { signing: 1 },
    initiators: [{ userId: 'zhangsan', name: '张三', count: 1 }],
  }
  const fetch = vi.fn(async () => Response.json(list))
  vi.stubGlobal('fetch', fetch)
  const client = testClient()
  const filter = { ...noConditions, scope: 'all', q: '' } as const
  const query = { ...flowListQuery(filter), staleTime: 0 }
  for (const count of [1, 2]) {
    const { pages } = await client.fetchInfiniteQuery(query)
    expect(fetch).toHaveBeenCalledTimes(count)
    expect(pages).toEqual([list])
  }
})
