import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Flow } from '#shared/rules/flow.ts'
import { flowListSchema } from '#shared/schemas/flow/flow-list.ts'
import { createListeners } from '#proxy/base/store/events.ts'
import type { FlowStore } from '#proxy/base/store/flows/flow-types.ts'
import type { Store } from '#proxy/base/store/store.ts'
import { openStore } from '#proxy/base/store/testing/open-store.ts'
import { createFlowContexts, type FlowContexts, type FlowContextsDeps } from './flow-contexts.ts'
import type { FlowReading } from './flow-reading.ts'

const log = { warn: vi.fn() }
let now = 1_700_000_000_000
const usual = {
  access: { listed: ({ sysLevel }) => (sysLevel === 1 ? 'corp' : 'opened') },
  events: createListeners(() => {}),
  log,
  now: () => now,
  monotonic: () => now,
} satisfies Omit<FlowContextsDeps, 'registry'>
/** The first opening of a flow, without a link. */
const first = { byLink: false, openings: [] }
let store: Store
let flowContexts: FlowContexts

beforeAll(async () => {
  store = await openStore()
  flowContexts = createFlowContexts({ ...usual, registry: store.registry })
})

afterAll(() => store.close())

const lisi = { corpId: 'c', userId: 'lisi', name: '李四', sysLevel: 0 }
const zhangsan = { ...lisi, userId: 'zhangsan', name: '张三' }
const wangwu = { ...lisi, userId: 'wangwu', name: '王五', sysLevel: 1 }

function reading(taskId: string, rest: Partial<Flow> = {}): FlowReading {
  const flow: Flow = {
    taskId,
    title: `合同 ${taskId}`,
    status: 'signing',
    statusCode: 1,
    initiator: { name: '张三', organization: '杭州星河科技有限公司' },
    logs: [],
    ...rest,
  }
  return { flow, signers: [], approvals: [], fetchedAt: 1000, order: 1 }
}

async function idsOf(requester: typeof lisi, query = {}): Promise<string[]> {
  const list = await flowContexts.list(requester, { scope: 'all', ...query })
  return flowListSchema.parse(list).flows.map(({ taskId }) => taskId)
}

describe('opened flows', () => {
  beforeAll(async () => {
    flowContexts.noteOpened(lisi, reading('PRO-1'), first)
    flowContexts.noteOpened(
      zhangsan,
      reading('PRO-2', { status: 'completed', statusCode: 2 }),
      first,
    )
    flowContexts.noteOpened({ ...lisi, corpId: 'd' }, reading('PRO-3'), first)
    // Flows and openings are stored one after the other in the background.
    await vi.waitFor(async () => {
      expect(await idsOf(lisi)).toEqual(['PRO-1'])
      expect(await idsOf(zhangsan)).toEqual(['PRO-2'])
      expect(await idsOf({ ...wangwu, corpId: 'd' })).toEqual(['PRO-3'])
    })
  })

  it('are listed for the person who opened them, and all of the corp for its admins', async () => {
    expect(await idsOf(lisi)).toEqual(['PRO-1'])
    expect(await idsOf(zhangsan)).toEqual(['PRO-2'])
    expect((await idsOf(wangwu)).toSorted()).toEqual(['PRO-1', 'PRO-2'])
    expect(await idsOf({ ...wangwu, corpId: 'd' })).toEqual(['PRO-3'])
  })

  it('can be filtered', async () => {
    expect(await idsOf(wangwu, { status: ['completed'] })).toEqual(['PRO-2'])
    expect(await idsOf(wangwu, { q: 'pro-1' })).toEqual(['PRO-1'])
    expect(await idsOf(lisi, { scope: 'started' })).toEqual([])
  })

  it('show later changes from upstream', async () => {
    const later = {
      ...reading('PRO-1', { status: 'completed', statusCode: 2 }),
      fetchedAt: 2000,
      order: 2,
    }
    flowContexts.noteOpened(lisi, later, first)
    await vi.waitFor(async () => {
      expect(await idsOf(lisi, { status: ['completed'] })).toEqual(['PRO-1'])
    })
  })
})

it('a reading is stored once for everybody it answered, and an opening once a visit', async () => {
  const recordReading = vi.fn(() => Promise.resolve(true))
  const recordOpened = vi.fn(() => Promise.resolve())
  const registry = {
    ...store.registry,
    flows: { ...store.registry.flows, recordReading },
    views: { ...store.registry.views, recordOpened },
  }
  const counted = createFlowContexts({ ...usual, registry })
  const shared = reading('PRO-7')
  counted.noteOpened(lisi, shared, first)
  counted.noteOpened(zhangsan, shared, first)
  counted.noteOpened(lisi, { ...reading('PRO-7'), fetchedAt: 11_000 }, first)
  await vi.waitFor(() => expect(recordOpened).toHaveBeenCalledTimes(2))
  expect(recordReading).toHaveBeenCalledTimes(2)
})

it('a failure to store a reading is only logged, and the next opening stores it', async () => {
  const failure = new Error('disk full')
  const recordReading = vi.fn(() => Promise.reject(failure))
  const flows = { ...store.registry.flows, recordReading }
  const broken = createFlowContexts({ ...usual, registry: { ...store.registry, flows } })
  const shown = reading('PRO-9')
  broken.noteOpened(lisi, shown, first)
  await vi.waitFor(() =>
    expect(log.warn).toHaveBeenCalledWith(
      expect.objectContaining({ taskId: 'PRO-9', err: failure }),
      expect.any(String),
    ),
  )
  broken.noteOpened(zhangsan, shown, first)
  await vi.waitFor(() => expect(recordReading).toHaveBeenCalledTimes(2))
})

describe('a flow context', () => {
  const started = { ...first, openings: null }

  function kept() {
    const events = createListeners(() => {})
    const asked = vi.fn<FlowStore['flowContextOf']>((...args) =>
      store.registry.flows.flowContextOf(...args),
    )
    const flows = { ...store.registry.flows, flowContextOf: asked }
    const registry = { ...store.registry, flows }
    return { events, asked, flowContexts: createFlowContexts({ ...usual, registry, events }) }
  }

  beforeAll(async () => {
    for (const corpId of ['c', 'd'])
      flowContexts.noteOpened({ ...lisi, corpId }, reading('PRO-K'), first)
    await vi.waitFor(async () => {
      for (const corpId of ['c', 'd'])
        expect((await flowContexts.recallShared(corpId, 'PRO-K')).flow).not.toBeNull()
    })
  })

  it('is kept for five seconds, per person and flow', async () => {
    const { flowContexts: keeping, asked } = kept()
    const flowContext = await keeping.recall(lisi, 'PRO-K')
    expect(await keeping.recall(lisi, 'PRO-K')).toBe(flowContext)
    await keeping.recall(zhangsan, 'PRO-K')
    await keeping.recall({ ...lisi, corpId: 'd' }, 'PRO-K')
    expect(asked).toHaveBeenCalledTimes(3)
    now += 5000
    await keeping.recall(lisi, 'PRO-K')
    expect(asked).toHaveBeenCalledTimes(4)
  })

  it('is dropped when something happens to the flow, or may have happened', async () => {
    const { flowContexts: keeping, asked, events } = kept()
    const flowChanged = { type: 'flow-changed', corpId: 'c', taskId: 'PRO-K' } as const
    await Promise.all([keeping.recall(lisi, 'PRO-K'), keeping.recall(zhangsan, 'PRO-K')])
    events.dispatch({ ...flowChanged, taskId: 'PRO-L' })
    await keeping.recall(lisi, 'PRO-K')
    expect(asked).toHaveBeenCalledTimes(2)
    events.dispatch(flowChanged)
    await Promise.resolve()
    await Promise.all([keeping.recall(lisi, 'PRO-K'), keeping.recall(zhangsan, 'PRO-K')])
    expect(asked).toHaveBeenCalledTimes(4)
    keeping.forget('c', 'PRO-K')
    await keeping.recall(lisi, 'PRO-K')
    expect(asked).toHaveBeenCalledTimes(5)
  })

  it('is not kept when a part of it was read earlier, because that may have changed', async () => {
    const { flowContexts: keeping, asked } = kept()
    const flowContext = await keeping.recallFor(lisi, 'PRO-K', keeping.recallShared('c', 'PRO-K'))
    expect(flowContext).toEqual(await keeping.recall(lisi, 'PRO-K'))
    expect(asked).toHaveBeenCalledTimes(1)
  })

  it('is not cached for an unknown flow, as its event may be late', async () => {
    const { flowContexts: keeping, asked } = kept()
    expect((await keeping.recall(lisi, 'PRO-U')).flow).toBeNull()
    await keeping.recall(lisi, 'PRO-U')
    expect(asked).toHaveBeenCalledTimes(2)
  })

  it('contains an opening as soon as it is stored', async () => {
    const { flowContexts: keeping } = kept()
    const { involvement } = await keeping.recall(lisi, 'PRO-O')
    expect(involvement.openings).toEqual([])
    keeping.noteOpened(lisi, reading('PRO-O'), started)
    await vi.waitFor(async () =>
      expect((await keeping.recall(lisi, 'PRO-O')).involvement.openings).toEqual([now]),
    )
  })
})
