import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { FlowChanged } from '#proxy/base/store/events.ts'
import { createFlowPublisher, type FlowPublisher } from './flow-publisher.ts'

const log = { warn: vi.fn() }
const hear = vi.fn()
let publish: ReturnType<typeof vi.fn<(event: FlowChanged) => Promise<void>>>
let news: FlowPublisher

beforeEach(() => {
  vi.useFakeTimers()
  hear.mockReset()
  publish = vi.fn(() => Promise.resolve())
  news = createFlowPublisher({ events: { publish }, hear, log })
})

afterEach(() => {
  news.close()
  vi.useRealTimers()
})

function changed(taskId: string, readAt?: number) {
  return { type: 'flow-changed', corpId: 'c', taskId, ...(readAt === undefined ? {} : { readAt }) }
}

describe('events of a flow', () => {
  it('are published at once, and then at most once a second', () => {
    for (let count = 0; count < 10; count += 1) news.announce('c', 'PRO-1')
    news.announce('c', 'PRO-2')
    expect(publish.mock.calls).toEqual([[changed('PRO-1')], [changed('PRO-2')]])
    vi.advanceTimersByTime(999)
    expect(publish).toHaveBeenCalledTimes(2)
    vi.advanceTimersByTime(1)
    expect(publish.mock.calls.slice(2)).toEqual([[changed('PRO-1')]])
    news.announce('c', 'PRO-1')
    vi.advanceTimersByTime(1000)
    expect(publish).toHaveBeenCalledTimes(4)
    vi.advanceTimersByTime(10_000)
    expect(publish).toHaveBeenCalledTimes(4)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('are published at once when they come from a reading', () => {
    news.announce('c', 'PRO-1')
    news.announceRead('c', 'PRO-1', 7)
    expect(publish.mock.calls).toEqual([[changed('PRO-1')], [changed('PRO-1', 7)]])
  })

  it('reach this instance even when others cannot be reached', async () => {
    publish.mockRejectedValue(new Error('the database is away'))
    news.announce('c', 'PRO-1')
    await vi.waitFor(() => expect(hear).toHaveBeenCalledExactlyOnceWith(changed('PRO-1')))
    expect(log.warn).toHaveBeenCalled()
  })

  it('stop at the end', () => {
    news.announce('c', 'PRO-1')
    news.announce('c', 'PRO-1')
    news.close()
    vi.advanceTimersByTime(5000)
    expect(publish).toHaveBeenCalledTimes(1)
  })
})
