// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { testClient } from '#web/api/test-client.ts'
import type { FlowView } from '#shared/schemas/flow/flow.ts'
import { listedFlow } from '#shared/testing/listed-flow.ts'
import { lisi, wangwu } from '#web/api/test-sessions.ts'
import { noConditions } from '#web/api/queries/flow-list.ts'
import { sessionQuery } from '#web/api/session/session-query.ts'
import { cacheList } from './cached-lists.ts'
import {
  forgetAll,
  cached,
  cacheSession,
  cacheView,
  cachedSessionQuery,
  forgetView,
} from './device-cache.ts'

const next = { kind: 'draft' as const, people: [], since: null, followedBy: [], reason: null }

const view: FlowView = {
  flow: {
    taskId: 'PRO-1',
    title: '合同',
    status: 'signing',
    statusCode: 1,
    initiator: { name: null, organization: null },
    logs: [],
  },
  signers: { ok: [] },
  approvals: { ok: [] },
  situation: { signers: [], approvals: [], end: null, next },
  registry: null,
  fetchedAt: 0,
}

/** Sets the proxy's note about the session; null for no session. */
function setNote(note: string | null): void {
  document.cookie =
    note === null ? 'session-corp=; Max-Age=0' : `session-corp=${encodeURIComponent(note)}`
}

/** Opens the app once more. */
async function visit(build = 'build-1') {
  document.head.innerHTML = `<link data-part="app" href="${build}">`
  const client = testClient()
  return { client, session: await client.fetchQuery(cachedSessionQuery) }
}

beforeEach(async () => {
  setNote(null)
  await forgetAll((await visit()).client)
  setNote('c1/lisi')
  const { client } = await visit()
  await cacheSession(client, lisi)
  await cacheView(client, 'PRO-1', { view, at: 1 }, 'c1/lisi')
})

describe('on the next visit', () => {
  it('the person with the same session finds the flow', async () => {
    const { client, session } = await visit()
    expect(session).toEqual(lisi)
    expect((await cached(client, 'flow/PRO-1'))?.view).toEqual(view)
  })

  it.each([
    ['nobody', null],
    ['somebody else', 'c1/wangwu'],
    ['the same name in another organisation', 'c2/lisi'],
    ['a device with a note without a person', 'c1'],
  ])('%s finds nothing', async (_who, note) => {
    setNote(note)
    const { client, session } = await visit()
    expect(session).toBeNull()
    expect(await cached(client, 'flow/PRO-1')).toBeNull()
  })

  it('another build of the app finds nothing', async () => {
    const { client, session } = await visit('build-2')
    expect(session).toBeNull()
    expect(await cached(client, 'flow/PRO-1')).toBeNull()
  })
})

it('is deleted for good when another person signs in', async () => {
  setNote('c1/wangwu')
  await cacheSession((await visit()).client, wangwu)
  setNote('c1/lisi')
  expect(await cached((await visit()).client, 'flow/PRO-1')).toBeNull()
})

it('does not keep an answer that was requested by another person', async () => {
  const { client } = await visit()
  setNote('c1/wangwu')
  await cacheView(client, 'PRO-1', { view, at: 1 }, 'c1/lisi')
  expect(await cached(client, 'flow/PRO-1')).toBeNull()
  // The request had no session: this call signed the person in.
  await cacheView(client, 'PRO-1', { view, at: 1 }, null)
  expect(await cached(client, 'flow/PRO-1')).not.toBeNull()
})

it('keeps nothing without a session', async () => {
  setNote(null)
  const { client } = await visit()
  await cacheSession(client, lisi)
  await cacheView(client, 'PRO-2', { view, at: 1 }, null)
  setNote('c1/lisi')
  expect(await cached((await visit()).client, 'flow/PRO-2')).toBeNull()
})

it('does not restore the earlier person once the proxy has answered', async () => {
  const client = testClient()
  const opening = client.fetchQuery(cachedSessionQuery)
  client.setQueryData(sessionQuery.queryKey, lisi)
  expect(await opening).toBeNull()
})

it('works without a storage', async () => {
  vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(() => {
    throw new Error('no storage here')
  })
  const { client } = await visit()
  await cacheSession(client, lisi)
  await cacheView(client, 'PRO-1', { view, at: 1 }, null)
  expect(await cached(client, 'flow/PRO-1')).toBeNull()
  await forgetView(client, 'PRO-1')
  await forgetAll(client)
})

it('the start of a list is given back to the person who read it alone', async () => {
  const client = testClient()
  const flows = Array.from({ length: 60 }, (_, index) => listedFlow({ taskId: `PRO-${index}` }))
  setNote('c1/lisi')
  const list = { pages: [{ flows, nextCursor: null }] }
  const whole = { scope: 'all' as const, q: '', ...noConditions }
  await cacheList(client, whole, list, 1)
  await cacheList(client, { ...whole, q: '采购' }, { pages: [] }, 2)
  expect((await cached(client, 'list/all'))?.list.flows).toEqual(flows.slice(0, 50))
  expect(await cached(client, 'list/started')).toBeNull()
  setNote('c1/wangwu')
  expect(await cached(client, 'list/all')).toBeNull()
  setNote('c1/lisi')
  await forgetAll(client)
  expect(await cached(client, 'list/all')).toBeNull()
})
