// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { beforeEach, expect, it, vi } from 'vitest'
import { listedFlow } from '#shared/testing/listed-flow.ts'
import { ApiError } from '#web/api/http/api-error.ts'
import { flowKey } from '#web/api/queries/flow.ts'
import { noConditions } from '#web/api/queries/flow-list.ts'
import { sessionQuery } from '#web/api/session/session-query.ts'
import { testClient } from '#web/api/test-client.ts'
import { lisi, wangwu } from '#web/api/test-sessions.ts'
import { cacheReads } from './cache-reads.ts'
import { cached, forgetAll } from './device-cache.ts'

const queryKey = flowKey('PRO-1')
const view = { flow: { taskId: 'PRO-1', title: '合同', status: 'signing' }, approvals: { ok: [] } }

function visit() {
  const client = testClient()
  cacheReads(client)
  return client
}

const titleIn = async (client: ReturnType<typeof visit>) =>
  (await cached(client, 'flow/PRO-1'))?.view.flow.title

beforeEach(async () => {
  document.cookie = 'session-corp=c1%2Flisi'
  await forgetAll(testClient())
})

it('keeps the session, flows and lists that are read, with the time of reading', async () => {
  const client = visit()
  const list = { pages: [{ flows: [listedFlow({ taskId: 'PRO-2' })] }], pageParams: [null] }
  client.setQueryData(sessionQuery.queryKey, lisi)
  client.setQueryData(queryKey, view, { updatedAt: 5 })
  client.setQueryData(['flows', { scope: 'all', q: '', ...noConditions }], list, { updatedAt: 6 })
  await vi.waitFor(async () => {
    expect(await cached(client, 'session')).toEqual(lisi)
    expect(await cached(client, 'flow/PRO-1')).toMatchObject({ view, at: 5 })
    expect(await cached(client, 'list/all')).toMatchObject({ at: 6 })
  })
})

it('keeps no outline of a long log', async () => {
  const client = visit()
  client.setQueryData(queryKey, { ...view, isOutline: true })
  client.setQueryData(sessionQuery.queryKey, lisi)
  await vi.waitFor(async () => expect(await cached(client, 'session')).toEqual(lisi))
  expect(await titleIn(client)).toBeUndefined()
})

it('keeps no flow that was requested by another person', async () => {
  const client = visit()
  let answer = (_view: typeof view) => {}
  const reading = client.fetchQuery({
    queryKey,
    queryFn: () =>
      new Promise<typeof view>((resolve) => {
        answer = resolve
      }),
  })
  document.cookie = 'session-corp=c1%2Fwangwu'
  answer(view)
  await reading
  client.setQueryData(sessionQuery.queryKey, wangwu)
  await vi.waitFor(async () => expect(await cached(client, 'session')).toEqual(wangwu))
  expect(await titleIn(client)).toBeUndefined()
})

it('forgets a flow that the person may no longer see', async () => {
  const client = visit()
  client.setQueryData(queryKey, view)
  await vi.waitFor(async () => expect(await titleIn(client)).toBe('合同'))
  const refused = () => Promise.reject(new ApiError('flow-forbidden', ''))
  await client.prefetchQuery({ queryKey, queryFn: refused, staleTime: 0 })
  await vi.waitFor(async () => expect(await titleIn(client)).toBeUndefined())
})

it('drops what was read for the person before', async () => {
  const client = visit()
  client.setQueryData(sessionQuery.queryKey, lisi)
  client.setQueryData(queryKey, view)
  client.setQueryData(sessionQuery.queryKey, { ...lisi, expiresAt: 1 })
  expect(client.getQueryData(queryKey)).toEqual(view)
  client.setQueryData(sessionQuery.queryKey, wangwu)
  expect(client.getQueryData(queryKey)).toBeUndefined()
})
