import { QueryClient } from '@tanstack/react-query'
import { afterEach, expect, it, vi } from 'vitest'
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
  expect(await new QueryClient().fetchQuery(firstScopeQuery)).toBe(scope)
})

it.each([
  [Number.NaN, 5],
  [0, Number.NaN],
])('is undecided with %d waiting and %d started', async (waiting, started) => {
  Object.assign(counts, { waiting, started })
  const client = new QueryClient()
  await expect(client.fetchQuery(firstScopeQuery)).rejects.toThrow('cannot be read')
  expect(client.getQueryData(firstScopeQuery.queryKey)).toBeUndefined()
})

it('is the same for the whole visit', async () => {
  const client = new QueryClient()
  counts.waiting = 1
  expect(await client.fetchQuery(firstScopeQuery)).toBe('waiting')
  counts.waiting = 0
  expect(await client.fetchQuery(firstScopeQuery)).toBe('waiting')
})

it('is decided although other observers of the list have gone', async () => {
  const client = new QueryClient()
  counts.waiting = 1
  const first = client.fetchQuery(firstScopeQuery)
  const leave = () => client.cancelQueries({ queryKey: ['flows', 'waiting'] })
  // TanStack Query cancels a query when its last observer leaves.
  await leave()
  await leave()
  expect(await first).toBe('waiting')
})
