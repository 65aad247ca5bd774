// @vitest-environment happy-dom
import { atom } from 'nanostores'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Live } from './live.ts'
import { createLiveConnection } from './live-connection.ts'

/** An `EventSource` that the test controls. */
class PlayedSource extends EventTarget {
  static readonly CLOSED = 2
  static opened: PlayedSource[] = []
  readonly url: string
  readyState = 0

  constructor(url: string) {
    super()
    this.url = url
    PlayedSource.opened.push(this)
  }

  close() {
    this.readyState = PlayedSource.CLOSED
  }

  open() {
    this.readyState = 1
    this.dispatchEvent(new Event('open'))
  }

  send(type: string, data: string) {
    this.dispatchEvent(new MessageEvent(type, { data }))
  }

  fail(isForGood: boolean) {
    this.readyState = isForGood ? PlayedSource.CLOSED : 0
    this.dispatchEvent(new Event('error'))
  }
}

const opened = PlayedSource.opened
const latest = () => {
  const source = opened.at(-1)
  if (source === undefined) throw new Error('nothing was opened')
  return source
}
const stillOpen = () => opened.filter(({ readyState }) => readyState !== PlayedSource.CLOSED)

let visibility: DocumentVisibilityState

function setVisibility(state: DocumentVisibilityState): void {
  visibility = state
  document.dispatchEvent(new Event('visibilitychange'))
}

const settled = () => vi.advanceTimersByTimeAsync(0)

const stops: (() => void)[] = []

function connection() {
  const isLive = atom(false)
  const isSignedOut = atom(false)
  const begin = createLiveConnection(isLive, isSignedOut)
  const listen: Live['listen'] = (...words) => {
    const stop = begin(...words)
    stops.push(stop)
    return stop
  }
  return { listen, isLive, isSignedOut }
}

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('EventSource', PlayedSource)
  opened.length = 0
  visibility = 'visible'
  vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() => visibility)
})

afterEach(async () => {
  for (const stop of stops.splice(0)) stop()
  await settled()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

it('has one connection for the page, for the flow or list that parts listen to', async () => {
  const { listen } = connection()
  listen('PRO-1', () => {})
  listen('PRO-1', () => {})
  await settled()
  expect(opened.map(({ url }) => url)).toEqual(['/api/flows/PRO-1/events'])
  listen(null, () => {})
  await settled()
  expect(stillOpen().map(({ url }) => url)).toEqual(['/api/events'])
  for (const stop of stops) stop()
  await settled()
  expect(stillOpen()).toEqual([])
})

it('keeps the connection when one part stops and another starts at once', async () => {
  const { listen } = connection()
  const stop = listen('PRO-1', () => {})
  await settled()
  stop()
  const stopAgain = listen('PRO-1', () => {})
  await settled()
  expect(opened).toHaveLength(1)
  stopAgain()
})

it('tells each listener about its flow', async () => {
  const { listen } = connection()
  const one = vi.fn()
  const other = vi.fn()
  const all = vi.fn()
  listen('PRO-1', one)
  listen('PRO-2', other)
  listen(null, all)
  await settled()
  latest().open()
  latest().send('changed', '{"taskId":"PRO-1"}')
  const calls = [[{ taskId: 'PRO-1' }]]
  expect([one.mock.calls, other.mock.calls, all.mock.calls]).toEqual([calls, [], calls])
  for (const odd of ['{"taskId":null}', '{', '7']) latest().send('changed', odd)
  expect(one).toHaveBeenCalledTimes(4)
  expect(other).toHaveBeenCalledTimes(3)
  latest().send('changed', '{"taskId":"PRO-1","readAt":1000}')
  expect(one).toHaveBeenLastCalledWith({ taskId: 'PRO-1', readAt: 1000 })
})

it('reports access requests separately, also that some may have been missed', async () => {
  const { listen } = connection()
  const changed = vi.fn()
  const requests = vi.fn()
  listen('PRO-1', changed)
  listen('PRO-1', requests, 'requests')
  await settled()
  latest().open()
  expect(requests.mock.calls).toEqual([[{ taskId: null }]])
  latest().send('requests', '{"taskId":"PRO-1"}')
  latest().send('requests', '{"taskId":"PRO-2"}')
  expect(requests).toHaveBeenCalledTimes(2)
  expect(changed).not.toHaveBeenCalled()
  latest().send('changed', '{"taskId":"PRO-1"}')
  expect(requests).toHaveBeenCalledTimes(2)
  expect(changed).toHaveBeenCalledTimes(1)
  // The browser reconnects on its own.
  latest().fail(false)
  latest().open()
  expect(requests).toHaveBeenCalledTimes(3)
})

it('knows whether changes are received', async () => {
  const { listen, isLive } = connection()
  const stop = listen('PRO-1', () => {})
  await settled()
  expect(isLive.get()).toBe(false)
  latest().open()
  expect(isLive.get()).toBe(true)
  latest().fail(false)
  expect(isLive.get()).toBe(false)
  latest().open()
  stop()
  await settled()
  expect(isLive.get()).toBe(false)
})

it('when refused, has the flow read, retries with growing waits, and reads again once connected', async () => {
  const { listen } = connection()
  const read = vi.fn()
  listen('PRO-1', read)
  await settled()
  latest().fail(true)
  expect(read).toHaveBeenCalledTimes(1)
  await vi.advanceTimersByTimeAsync(1500)
  expect(opened).toHaveLength(2)
  latest().fail(true)
  await vi.advanceTimersByTimeAsync(1000)
  expect(opened).toHaveLength(2)
  await vi.advanceTimersByTimeAsync(2000)
  expect(opened).toHaveLength(3)
  expect(read).toHaveBeenCalledTimes(1)
  latest().open()
  expect(read).toHaveBeenCalledTimes(2)
})

it('leaves reconnecting after a lost network to the browser', async () => {
  const { listen } = connection()
  const read = vi.fn()
  listen('PRO-1', read)
  await settled()
  latest().open()
  latest().fail(false)
  latest().open()
  expect(opened).toHaveLength(1)
  expect(read).not.toHaveBeenCalled()
})

it('replaces a connection without heartbeats', async () => {
  const { listen, isLive } = connection()
  const read = vi.fn()
  listen('PRO-1', read)
  await settled()
  latest().open()
  for (let beat = 0; beat < 4; beat += 1) {
    await vi.advanceTimersByTimeAsync(15_000)
    latest().send('heartbeat', '{}')
  }
  expect(isLive.get()).toBe(true)
  await vi.advanceTimersByTimeAsync(38_000)
  expect(isLive.get()).toBe(false)
  expect(read).toHaveBeenCalledTimes(1)
  await vi.advanceTimersByTimeAsync(1500)
  expect(opened).toHaveLength(2)
  expect(stillOpen()).toHaveLength(1)
})

it('closes the connection when the page has been hidden for a while', async () => {
  const { listen } = connection()
  listen('PRO-1', () => {})
  await settled()
  latest().open()
  setVisibility('hidden')
  // Heartbeats go on while a phone's page is hidden.
  for (let beat = 0; beat < 3; beat += 1) {
    await vi.advanceTimersByTimeAsync(15_000)
    latest().send('heartbeat', '{}')
  }
  setVisibility('visible')
  await vi.advanceTimersByTimeAsync(20_000)
  expect(stillOpen()).toHaveLength(1)
  setVisibility('hidden')
  latest().send('heartbeat', '{}')
  await vi.advanceTimersByTimeAsync(30_000)
  latest().send('heartbeat', '{}')
  await vi.advanceTimersByTimeAsync(31_000)
  expect(stillOpen()).toEqual([])
  await vi.advanceTimersByTimeAsync(600_000)
  expect(opened).toHaveLength(1)
  setVisibility('visible')
  await settled()
  expect(stillOpen()).toHaveLength(1)
})

it('is closed from signing out until the person goes on', async () => {
  const { listen, isLive, isSignedOut } = connection()
  listen('PRO-1', () => {})
  await settled()
  latest().open()
  isSignedOut.set(true)
  expect(stillOpen()).toEqual([])
  expect(isLive.get()).toBe(false)
  listen(null, () => {})
  await vi.advanceTimersByTimeAsync(600_000)
  expect(opened).toHaveLength(1)
  isSignedOut.set(false)
  expect(stillOpen().map(({ url }) => url)).toEqual(['/api/events'])
})

it('connects at once when the device is online again', async () => {
  const { listen } = connection()
  listen('PRO-1', () => {})
  await settled()
  for (const attempt of [1, 2, 3, 4]) {
    expect(opened).toHaveLength(attempt)
    latest().fail(true)
    await vi.advanceTimersByTimeAsync(attempt < 4 ? 12_000 : 0)
  }
  window.dispatchEvent(new Event('online'))
  expect(opened).toHaveLength(5)
})
