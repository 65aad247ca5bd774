import { atom } from 'nanostores'
import { afterEach, expect, it, vi } from 'vitest'
import { testClient } from '#web/api/test-client.ts'
import { firstScopeQuery } from './first-scope-query.ts'

const counts = vi.hoisted(() => ({ waiting: 0, started: 0 }))

vi.mock('../list/flow-list-query.ts', () => ({
  flowListQuery: ({ scope }: { scope: 'waiting' | 'started' }) => ({
    queryKey: ['flows', scope],
    initialPageParam: null,
    getNextPageParam: () => null,
    queryFn: () => {
      if (Number.isNaN(counts[scope])) throw new Error('cannot be read')
      return { flows: Array.from({ length: counts[scope] }) }
    },
  }),
}))

afterEach(() => Object.assign(counts, { waiting: 0, started: 0 }))

it.each([
  [2, 5, 'waiting'],
  [0, 5, 'started'],
  [0, 0, 'all'],
  [2, Number.NaN, 'waiting'],
])('with %d waiting and %d started is %s', async (waiting, started, scope) => {
  Object.assign(counts, { waiting, started })
  expect(await testClient().fetchQuery(firstScopeQuery)).toBe(scope)
})

it.each([
  [Number.NaN, 5],
  [0, Number.NaN],
])('is undecided with %d waiting and %d started', async (waiting, started) => {
  Object.assign(counts, { waiting, started })
  const client = testClient()
  await expect(client.fetchQuery(firstScopeQuery)).rejects.toThrow('cannot be read')
  expect(client.getQueryData(firstScopeQuery.queryKey)).toBeUndefined()
})

it('is the same for the whole visit', async () => {
  const client = testClient()
  counts.waiting = 1
  expect(await client.fetchQuery(firstScopeQuery)).toBe('waiting')
  counts.waiting = 0
  expect(await client.fetchQuery(firstScopeQuery)).toBe('waiting')
})

it('is decided although other observers of the list have gone', async () => {
  const client = testClient()
  counts.waiting = 1
  const first = client.fetchQuery(firstScopeQuery)
  const leave = () => client.cancelQueries({ queryKey: ['flows', 'waiting'] })
  // TanStack Query cancels a query when its last observer leaves.
  await leave()
  await leave()
  expect(await first).toBe('waiting')
})

it('is not read again once the person has signed out', async () => {
  const isSignedOut = atom(false)
  const client = testClient({ isSignedOut })
  counts.waiting = 1
  const first = client.fetchQuery(firstScopeQuery)
  isSignedOut.set(true)
  await client.cancelQueries({ queryKey: ['flows', 'waiting'] })
  await expect(first).rejects.toThrow('signed out')
})
