import { atom } from 'nanostores'
import { expect, it, vi } from 'vitest'
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
