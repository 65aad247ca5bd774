import { once } from 'node:events'
import type { RequestListener, Server, ServerResponse } from 'node:http'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Asker } from '#proxy/features/access/flow-access.ts'
import { createHttpServer } from '#proxy/base/http/http-server.ts'
import { createRoles } from '#proxy/features/session/roles.ts'
import { createLiveStreams, type LiveStreams } from './live-streams.ts'
import { listenToEvents, type EventSubscription } from './testing/listen-to-events.ts'
import { portOf } from '#proxy/testing/listen.ts'

const log = { warn: vi.fn() }
const isOver = vi.fn(() => false)
const maySee = vi.fn<(asker: Asker, taskId: string) => Promise<boolean>>()

/** Long enough for a few events to fill a connection's buffers. */
const longTaskId = 'P'.repeat(5000)

let time: number
let live: LiveStreams
let server: Server
let url: string
/** The connection opened last. */
let newest: ServerResponse | undefined

beforeEach(async () => {
  time = 1_000_000
  log.warn.mockReset()
  maySee.mockReset().mockResolvedValue(true)
  // The interval is long enough that no heartbeat comes during a test.
  await serve(600_000)
})

afterEach(async () => {
  live.close()
  server.closeAllConnections()
  server.close()
  await once(server, 'close')
})

/** Serves paths such as `/corp/userId/taskId`; without a task id, the whole corp is followed. */
async function serve(heartbeatMs: number, skewMs = 0): Promise<void> {
  live = createLiveStreams({
    maySee,
    roles: createRoles({ adminUserIds: new Set(), operatorUserIds: new Set() }),
    log,
    now: () => time,
    monotonic: () => time,
    skewMs,
    heartbeatMs,
  })
  const listener: RequestListener = (request, response) => {
    const [, corpId = '', userId = '', taskId = null] = (request.url ?? '').split('/')
    const lastId = request.headers['last-event-id']
    newest = response
    response.writeHead(200, { connection: 'close' })
    const asker = { corpId, userId, sysLevel: userId.startsWith('admin') ? 1 : 0 }
    const listening = { asker, taskId, until: 2_000_000, isOver }
    live.open(response, listening, typeof lastId === 'string' ? lastId : undefined)
  }
  server = createHttpServer(listener, { stallMs: 1000 }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  url = `http://127.0.0.1:${portOf(server)}`
}

/** Resolves once the first message has arrived, which has the id of the last change. */
async function listen(path: string, lastId?: string): Promise<EventSubscription> {
  const subscription = await listenToEvents(
    url + path,
    lastId === undefined ? {} : { 'last-event-id': lastId },
  )
  await vi.waitFor(() => expect(subscription.retry).not.toBeNull())
  return subscription
}

function change(taskId: string, corpId = 'c'): void {
  live.hear({ type: 'flow-changed', corpId, taskId })
}

function changed(taskId: string | null, readAt?: number) {
  const data = readAt === undefined ? { taskId } : { taskId, readAt }
  return expect.objectContaining({ type: 'changed', data })
}

/** The events received before two more events that everybody receives. */
async function heard(
  ...subscriptions: EventSubscription[]
): Promise<EventSubscription['events'][]> {
  const counts = subscriptions.map(({ events }) => events.length)
  live.hear({ type: 'gap' })
  await vi.waitFor(() => {
    for (const [index, { events }] of subscriptions.entries()) {
      expect(events.length).toBeGreaterThanOrEqual((counts[index] ?? 0) + 2)
      expect(events.slice(-2).map(({ type }) => type)).toEqual(['changed', 'requests'])
    }
  })
  return subscriptions.map(({ events }) => events.slice(0, -2))
}

describe('a page that follows a flow', () => {
  it('gets its changes, and none of other flows or corps', async () => {
    const [one, other] = [await listen('/c/lisi/PRO-1'), await listen('/c/wangwu/PRO-1')]
    const elsewhere = await listen('/d/lisi/PRO-1')
    change('PRO-1')
    change('PRO-2')
    await vi.waitFor(() => expect(one.events).toContainEqual(changed('PRO-1')))
    await vi.waitFor(() => expect(other.events).toEqual([changed('PRO-1')]))
    expect(await heard(one, elsewhere)).toEqual([[changed('PRO-1')], []])
  })

  it('gets no more events on any page once a change has ended the right to see it', async () => {
    const pages = [await listen('/c/lisi/PRO-1'), await listen('/c/lisi/PRO-1')]
    const others = [await listen('/c/wangwu/PRO-1'), await listen('/d/lisi/PRO-1')]
    maySee.mockImplementation(({ userId }) => Promise.resolve(userId !== 'lisi'))
    change('PRO-1')
    expect(await Promise.all(pages.map(({ ended }) => ended))).toEqual([true, true])
    change('PRO-1')
    expect(pages.map(({ events }) => events)).toEqual([[changed('PRO-1')], [changed('PRO-1')]])
    expect(await heard(...others)).toEqual([[changed('PRO-1'), changed('PRO-1')], []])
  })

  it('gets no more events if its right may have ended in missed events', async () => {
    const page = await listen('/c/lisi/PRO-1')
    maySee.mockResolvedValue(false)
    live.hear({ type: 'gap' })
    expect(await page.ended).toBe(true)
  })

  it('continues while rights cannot be read', async () => {
    const page = await listen('/c/lisi/PRO-1')
    maySee.mockRejectedValueOnce(new Error('store is down'))
    change('PRO-1')
    await vi.waitFor(() => expect(log.warn).toHaveBeenCalled())
    change('PRO-1')
    expect(await heard(page)).toEqual([[changed('PRO-1'), changed('PRO-1')]])
  })

  it("is notified at once, while others' rights are checked, each once", async () => {
    let answer = (_maySee: boolean) => {}
    const answered = new Promise<boolean>((resolve) => (answer = resolve))
    maySee.mockReturnValue(answered)
    const pages = await Promise.all(
      Array.from({ length: 60 }, (_, index) => listen(`/c/person${index % 30}/PRO-1`)),
    )
    change('PRO-1')
    await vi.waitFor(() => {
      for (const { events } of pages) expect(events).toEqual([changed('PRO-1')])
    })
    expect(maySee).toHaveBeenCalledTimes(20)
    answer(true)
    await vi.waitFor(() => expect(maySee).toHaveBeenCalledTimes(30))
  })

  it('gets at once what happened since its last event id, and nothing else', async () => {
    const first = await listen('/c/lisi/PRO-1')
    first.leave()
    const unmoved = await listen('/c/lisi/PRO-1', first.lastId)
    change('PRO-1')
    const back = await listen('/c/lisi/PRO-1', first.lastId)
    await vi.waitFor(() => expect(back.events).toEqual([changed('PRO-1', time + 1)]))
    await vi.waitFor(() => expect(unmoved.events).toEqual([changed('PRO-1')]))
    const again = await listen('/c/lisi/PRO-1', back.lastId)
    expect(await heard(again)).toEqual([[]])
  })

  it('is told how new a reading must be to show the change', async () => {
    const first = await listen('/c/lisi/PRO-1')
    live.hear({ type: 'flow-changed', corpId: 'c', taskId: 'PRO-1', readAt: 999_000 })
    await vi.waitFor(() => expect(first.events).toEqual([changed('PRO-1', 999_000)]))
    const late = await listen('/c/wangwu/PRO-1')
    await vi.waitFor(() => expect(late.events).toEqual([changed('PRO-1', 999_000)]))
  })

  it("is told a later time, in case another instance's clock is ahead", async () => {
    live.close()
    server.close()
    await serve(600_000, 500)
    const subscription = await listen('/c/lisi/PRO-1')
    live.hear({ type: 'flow-changed', corpId: 'c', taskId: 'PRO-1', readAt: 999_000 })
    await vi.waitFor(() => expect(subscription.events).toEqual([changed('PRO-1', 999_500)]))
  })

  it('is told of a change when it is uncertain what happened', async () => {
    const stranger = await listen('/c/lisi/PRO-1', 'id-of-another-process')
    await vi.waitFor(() => expect(stranger.events).toEqual([changed(null)]))
  })
})

describe('a page that follows a corp', () => {
  it("gets the flows that the person may see, checked once for all of the person's pages", async () => {
    maySee.mockImplementation(({ userId }, taskId) =>
      Promise.resolve(userId === 'lisi' || taskId === 'PRO-2'),
    )
    const [page, secondPage] = [await listen('/c/lisi'), await listen('/c/lisi')]
    const colleague = await listen('/c/wangwu')
    const elsewhere = await listen('/d/lisi')
    change('PRO-1')
    await vi.waitFor(() => expect(secondPage.events).toHaveLength(1))
    change('PRO-2')
    await vi.waitFor(() => expect(colleague.events).toHaveLength(1))
    await vi.waitFor(() => expect(page.events).toHaveLength(2))
    expect(await heard(page, colleague, elsewhere)).toEqual([
      [changed('PRO-1'), changed('PRO-2')],
      [changed('PRO-2')],
      [],
    ])
    expect(maySee).toHaveBeenCalledTimes(4)
  })

  it('gets a change without a flow when the right to see it cannot be checked', async () => {
    const subscription = await listen('/c/lisi')
    maySee.mockRejectedValueOnce(new Error('the store is away'))
    change('PRO-1')
    await vi.waitFor(() => expect(subscription.events).toEqual([changed(null)]))
    expect(log.warn).toHaveBeenCalled()
  })

  it('loses nothing when it reconnects before the check has finished', async () => {
    const subscription = await listen('/c/lisi')
    const answers: ((may: boolean) => void)[] = []
    maySee.mockImplementation(() => new Promise((resolve) => answers.push(resolve)))
    change('PRO-1')
    live.hear({ type: 'gap' })
    await vi.waitFor(() => expect(subscription.events).toContainEqual(changed(null)))
    subscription.leave()
    const back = await listen('/c/lisi', subscription.lastId)
    await vi.waitFor(() => expect(back.events).toEqual([changed(null)]))
    answers[0]?.(true)
  })

  it('gets many changes of a flow as one while the check runs', async () => {
    const subscription = await listen('/c/lisi')
    const answers: ((may: boolean) => void)[] = []
    maySee.mockImplementation(() => new Promise((resolve) => answers.push(resolve)))
    for (let count = 0; count < 50; count += 1) change('PRO-1')
    await vi.waitFor(() => expect(answers).toHaveLength(1))
    answers[0]?.(true)
    await vi.waitFor(() => expect(answers).toHaveLength(2))
    answers[1]?.(true)
    await vi.waitFor(() => expect(subscription.events).toHaveLength(2))
    expect(await heard(subscription)).toEqual([[changed('PRO-1'), changed('PRO-1')]])
    expect(maySee).toHaveBeenCalledTimes(2)
    const { lastId } = await listen('/c/lisi')
    expect(await heard(await listen('/c/lisi', lastId))).toEqual([[]])
  })

  it("gets changes from its absence without the flow's id", async () => {
    const subscription = await listen('/c/lisi')
    subscription.leave()
    await vi.waitFor(() => expect(live.size).toBe(0))
    change('PRO-1')
    const back = await listen('/c/lisi', subscription.lastId)
    await vi.waitFor(() => expect(back.events).toEqual([changed(null)]))
    expect(maySee).not.toHaveBeenCalled()
  })
})

it('a page of a flow or a corp is notified that the corp has changed', async () => {
  const subscriptions = [
    await listen('/c/lisi/PRO-1'),
    await listen('/c/lisi'),
    await listen('/d/lisi/PRO-1'),
  ]
  live.hear({ type: 'corp-changed', corpId: 'c' })
  await vi.waitFor(() => expect(subscriptions[0]?.events).toHaveLength(1))
  expect(await heard(...subscriptions)).toEqual([[changed(null)], [changed(null)], []])
})

it.each([
  // Lists reread in any case, as they show stored data.
  { path: '/c/lisi', readAt: undefined },
  { path: '/c/lisi/PRO-1', readAt: 1_000_001 },
])(
  '$path is told at once that its corp has changed, and by which readings that is shown: $readAt',
  async ({ path, readAt }) => {
    const first = await listen(path)
    first.leave()
    live.hear({ type: 'corp-changed', corpId: 'd' })
    const unmoved = await listen(path, first.lastId)
    live.hear({ type: 'corp-changed', corpId: 'c' })
    const back = await listen(path, first.lastId)
    await vi.waitFor(() => expect(back.events).toEqual([changed(null, readAt)]))
    await vi.waitFor(() => expect(unmoved.events).toEqual([changed(null)]))
    const again = await listen(path, back.lastId)
    expect(await heard(again)).toEqual([[]])
  },
)

describe('a person who decides about access requests', () => {
  const requests = expect.objectContaining({ type: 'requests', data: { taskId: 'PRO-1' } })
  const hearRequest = (initiator: string | null) =>
    live.hear({ type: 'access-requested', corpId: 'c', taskId: 'PRO-1', initiator })

  it("gets an event on the flow's page, and nobody else does", async () => {
    const paths = ['/c/zhangsan/PRO-1', '/c/admin/PRO-1', '/c/lisi/PRO-1', '/d/zhangsan/PRO-1']
    const subscriptions = await Promise.all(
      [...paths, '/c/zhangsan/PRO-2'].map((path) => listen(path)),
    )
    hearRequest('zhangsan')
    expect(await heard(...subscriptions)).toEqual([[requests], [requests], [], [], []])
  })

  it('gets an event on a page that follows the corp', async () => {
    const subscriptions = await Promise.all(
      ['/c/zhangsan', '/c/admin', '/d/admin'].map((path) => listen(path)),
    )
    hearRequest('zhangsan')
    hearRequest(null)
    expect(await heard(...subscriptions)).toEqual([[requests], [requests], []])
  })
})

describe('every connection', () => {
  it('gets an event when events may have been missed', async () => {
    const [one, all] = [await listen('/c/lisi/PRO-1'), await listen('/d/wangwu')]
    live.hear({ type: 'gap' })
    const requests = (taskId: string | null) =>
      expect.objectContaining({ type: 'requests', data: { taskId } })
    await vi.waitFor(() => expect(one.events).toEqual([changed(null), requests('PRO-1')]))
    await vi.waitFor(() => expect(all.events).toEqual([changed(null), requests(null)]))
  })

  it('gets heartbeats with the id of the last change', async () => {
    live.close()
    server.close()
    await serve(15)
    const [one, other] = [await listen('/c/lisi/PRO-1'), await listen('/c/lisi')]
    await vi.waitFor(() => expect(Math.min(one.heartbeats, other.heartbeats)).toBeGreaterThan(2))
    const before = one.lastId
    change('PRO-2')
    await vi.waitFor(() => expect(one.lastId).not.toBe(before))
  })

  it('gets a reconnection delay, not the same for all', async () => {
    const subscriptions = await Promise.all(Array.from({ length: 5 }, () => listen('/c/lisi')))
    const waits = subscriptions.map(({ retry }) => retry)
    expect(new Set(waits).size).toBeGreaterThan(1)
    expect(Math.min(...waits.map(Number))).toBeGreaterThanOrEqual(1000)
    expect(Math.max(...waits.map(Number))).toBeLessThanOrEqual(4000)
  })

  it('is forgotten when the client leaves', async () => {
    const subscriptions = [
      await listen('/c/lisi/PRO-1'),
      await listen('/c/lisi'),
      await listen('/d/x/PRO-1'),
    ]
    expect(live.size).toBe(3)
    expect(live.corpsWatching('PRO-1').toSorted()).toEqual(['c', 'd'])
    for (const subscription of subscriptions) subscription.leave()
    await vi.waitFor(() => expect(live.size).toBe(0))
    expect(live.corpsWatching('PRO-1')).toEqual([])
    change('PRO-1')
    expect(maySee).not.toHaveBeenCalled()
  })

  it('gets nothing more once its right has ended', async () => {
    const subscriptions = [await listen('/c/lisi/PRO-1'), await listen('/c/lisi')]
    time = 2_000_000
    change('PRO-1')
    expect(await Promise.all(subscriptions.map(({ ended }) => ended))).toEqual([true, true])
    expect(subscriptions.map(({ events }) => events)).toEqual([[], []])
    expect(live.size).toBe(0)
  })

  it('is closed when the proxy stops, also a new one', async () => {
    const subscription = await listen('/c/lisi/PRO-1')
    live.close()
    expect(await subscription.ended).toBe(true)
    const late = await listen('/c/lisi/PRO-1')
    expect(await late.ended).toBe(true)
    expect(live.size).toBe(0)
  })

  it('is closed with its right when the client does not read', async () => {
    const silent = await listen(`/c/lisi/${longTaskId}`)
    silent.pause()
    // More than the system's buffers hold, less than the proxy keeps for a client.
    const waiting = () => newest?.writableLength ?? 0
    await vi.waitFor(async () => {
      for (let count = 0; count < 100 && waiting() === 0; count += 1) {
        change(longTaskId)
        await nextTurn()
      }
      expect(waiting()).toBeGreaterThan(0)
    })
    expect(live.size).toBe(1)
    time = 2_000_000
    change(longTaskId)
    await vi.waitFor(() => expect(live.size).toBe(0))
  })

  it('is closed when the client does not read', async () => {
    const slow = await listen(`/c/lisi/${longTaskId}`)
    const quick = await listen(`/c/wangwu/${longTaskId}`)
    slow.pause()
    for (let count = 0; live.size > 1 && count < 5000; count += 10) {
      for (let index = 0; index < 10; index += 1) change(longTaskId)
      await vi.waitFor(() => expect(quick.events).toHaveLength(count + 10), { interval: 1 })
    }
    expect(live.size).toBe(1)
    slow.resume()
    expect(await slow.ended).toBe(false)
  })
})

it('thirty pages per person are allowed, and one more when one has left', async () => {
  const asker = { corpId: 'c', userId: 'lisi', sysLevel: 0 }
  const subscriptions = await Promise.all(
    Array.from({ length: 30 }, (_, index) => listen(index % 2 === 0 ? '/c/lisi' : '/c/lisi/PRO-1')),
  )
  expect(live.hasRoomFor(asker)).toBe(false)
  expect(live.hasRoomFor({ ...asker, userId: 'wangwu' })).toBe(true)
  expect(live.hasRoomFor({ ...asker, corpId: 'd' })).toBe(true)
  subscriptions[0]?.leave()
  await vi.waitFor(() => expect(live.hasRoomFor(asker)).toBe(true))
})
