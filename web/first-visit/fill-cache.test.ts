// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { beforeEach, expect, it, vi } from 'vitest'
import type { FlowView } from '#shared/schemas/flow/flow.ts'
import { situationOf } from '#shared/rules/situation/situation-of.ts'
import { cacheReads } from '#web/api/device-cache/cache-reads.ts'
import { cached, forgetAll } from '#web/api/device-cache/device-cache.ts'
import { ApiError } from '#web/api/http/api-error.ts'
import { noConditions } from '#web/api/queries/flow-list.ts'
import { sessionQuery } from '#web/api/session/session-query.ts'
import { testClient } from '#web/api/test-client.ts'
import { lisi } from '#web/api/test-sessions.ts'
import { flowQuery } from '#web/features/flow/flow-query.ts'
import { flowListQuery } from '#web/features/home/list/flow-list-query.ts'
import { fillCache } from './fill-cache.ts'
import type { FirstAnswers } from './first-read.ts'

const taskId = 'PRO-1'
const { queryKey } = flowQuery(taskId)

function viewOf(title: string): FlowView {
  const initiator = { name: null, organization: null }
  const flow = { taskId, title, status: 'signing' as const, statusCode: 1, initiator, logs: [] }
  const situation = situationOf({ flow, signers: [], approvals: [] })
  return {
    flow,
    signers: { ok: [] },
    approvals: { ok: [] },
    situation,
    registry: null,
    fetchedAt: 1,
  }
}

/** What the boot script passes on: the person is signed in, and the flow was requested. */
function answers(view: Promise<FlowView>, isThere = false): FirstAnswers {
  const flow = { taskId, view, html: Promise.resolve(null), isThere }
  return { signedIn: Promise.resolve({ session: lisi }), flow, list: null }
}

const asked = vi.fn<typeof fetch>()

/** Opens the page of the flow, or once more. */
function visit() {
  const client = testClient()
  cacheReads(client)
  return client
}

beforeEach(async () => {
  asked.mockReset()
  vi.stubGlobal('fetch', asked)
  document.cookie = 'session-corp=c1%2Flisi'
  history.replaceState(null, '', `/flows/${taskId}`)
  await forgetAll(testClient())
})

it('has the session and the flow before the first render, as of when it was drawn', async () => {
  const client = visit()
  const device = {
    app: 'app-1.js',
    language: 'zh' as const,
    timeZone: 'UTC',
    now: 7,
    isWide: false,
  }
  await fillCache(client, answers(Promise.resolve(viewOf('合同')), true), device)
  expect(client.getQueryData(sessionQuery.queryKey)).toEqual(lisi)
  expect(client.getQueryState(queryKey)).toMatchObject({
    data: { flow: { title: '合同' } },
    dataUpdatedAt: 7,
    fetchStatus: 'idle',
  })
  expect(asked).not.toHaveBeenCalled()
})

it('counts a flow that has not arrived as being read, and shows what the device has', async () => {
  const earlier = visit()
  await fillCache(earlier, answers(Promise.resolve(viewOf('昨天')), true), null)
  await vi.waitFor(async () => expect(await cached(earlier, `flow/${taskId}`)).not.toBeNull())
  await vi.waitFor(async () => expect(await cached(earlier, 'session')).not.toBeNull())
  let arrive = (_view: FlowView) => {}
  const view = new Promise<FlowView>((resolve) => {
    arrive = resolve
  })
  const client = visit()
  const first = { ...answers(view), signedIn: new Promise<never>(() => {}) }
  await fillCache(client, first, null)
  expect(client.getQueryState(queryKey)).toMatchObject({
    data: { flow: { title: '昨天' } },
    fetchStatus: 'fetching',
  })
  const reading = client.fetchQuery(flowQuery(taskId))
  arrive(viewOf('今天'))
  expect((await reading).flow.title).toBe('今天')
  expect(asked).not.toHaveBeenCalled()
})

it('reads a flow again whose first call found no network', async () => {
  const client = visit()
  asked.mockResolvedValue(Response.json(viewOf('合同')))
  await fillCache(client, answers(Promise.reject(new ApiError('connection-failed', ''))), null)
  await expect.poll(() => client.getQueryData(queryKey)?.flow.title).toBe('合同')
  expect(asked).toHaveBeenCalledTimes(1)
})

it('leaves a flow to its page where signing in has failed', async () => {
  const client = visit()
  const error = new ApiError('auth-code-refused', '')
  const first = { signedIn: Promise.reject(error), flow: null, list: null }
  await fillCache(client, first, null)
  expect(client.getQueryState(sessionQuery.queryKey)).toMatchObject({ status: 'error', error })
  expect(client.getQueryState(queryKey)).toBeUndefined()
})

it('has the first list, unless another person has signed in since', async () => {
  const filter = { scope: 'all' as const, q: '', ...noConditions }
  const list = Promise.resolve({ flows: [], nextCursor: '1' })
  const first = { ...answers(new Promise(() => {})), flow: null }
  const titles = async (note: string) => {
    const client = visit()
    await fillCache(client, { ...first, list: { filter, note, list } }, null)
    const { pages } = await client.fetchInfiniteQuery({ ...flowListQuery(filter), staleTime: 2000 })
    return pages[0]?.nextCursor
  }
  asked.mockImplementation(() => Promise.resolve(Response.json({ flows: [], nextCursor: '2' })))
  expect(await titles('c1/lisi')).toBe('1')
  expect(asked).not.toHaveBeenCalled()
  expect(await titles('c1/wangwu')).toBe('2')
})
