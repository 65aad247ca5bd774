import { describe, expect, it } from 'vitest'
import type { Flow } from '#shared/rules/flow.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import { ReadingCache } from './reading-cache.ts'
import type { FlowReading } from './flow-reading.ts'

function reading(flow: Partial<Flow> = {}, rest: Partial<FlowReading> = {}): FlowReading {
  return {
    flow: {
      taskId: 'PRO-1',
      title: '合同',
      status: 'signing',
      statusCode: 1,
      initiator: { name: null, organization: null },
      logs: [],
      ...flow,
    },
    signers: [],
    approvals: [],
    fetchedAt: 0,
    order: 1,
    ...rest,
  }
}

/** A reading whose title alone takes this many bytes. */
function heavy(bytes: number): FlowReading {
  return reading({ title: 'x'.repeat(bytes / 2) })
}

const failure = new ProblemError('upstream-unavailable', 'down')
const unsigned = [{ name: '李四', status: 'unsigned' as const, statusCode: 1 }]
const second = 1000
const minute = 60 * second

function put(cache: ReadingCache, key: string, kept: FlowReading, at: number): void {
  cache.put(key, { reading: kept, startedAt: at }, at)
}

describe('a reading is kept', () => {
  it.each([
    ['that is moving, for seconds', reading(), 2.4 * second, 2.6 * second],
    ['with an unknown status, too', reading({ status: 'unknown' }), 2.4 * second, 2.6 * second],
    ['that has ended, for minutes', reading({ status: 'revoked' }), 9.9 * minute, 10 * minute],
    [
      'that has ended, but is not stored over an older one, for seconds',
      reading({ status: 'revoked' }, { order: null }),
      2.4 * second,
      2.6 * second,
    ],
    [
      'that has ended, but not for all signers yet, for seconds',
      reading({ status: 'completed' }, { signers: unsigned }),
      2.4 * second,
      2.6 * second,
    ],
    [
      'without its signers, for a moment',
      reading({ status: 'completed' }, { signers: failure }),
      0.9 * second,
      1 * second,
    ],
    ['without its approvals, too', reading({}, { approvals: failure }), 0.9 * second, 1 * second],
  ])('%s', (_which, kept, within, beyond) => {
    const cache = new ReadingCache()
    put(cache, 'a', kept, 100)
    expect(cache.get('a', 100 + within)?.reading).toBe(kept)
    expect(cache.get('a', 100 + beyond)).toBeNull()
  })
})

describe('the cache', () => {
  it('drops the least recently used readings beyond its number', () => {
    const cache = new ReadingCache({ entries: 2, bytes: 1e6 })
    put(cache, 'a', reading(), 0)
    put(cache, 'b', reading(), 0)
    cache.get('a', 1)
    put(cache, 'c', reading(), 1)
    expect(['a', 'b', 'c'].map((key) => cache.get(key, 2) !== null)).toEqual([true, false, true])
  })

  it('drops them beyond its size, and never keeps one larger than that', () => {
    const cache = new ReadingCache({ entries: 100, bytes: 10_000 })
    put(cache, 'a', heavy(4000), 0)
    put(cache, 'b', heavy(4000), 0)
    put(cache, 'c', heavy(4000), 0)
    put(cache, 'd', heavy(20_000), 0)
    const keys = ['a', 'b', 'c', 'd']
    const kept = () => keys.filter((key) => cache.get(key, 1) !== null)
    expect(kept()).toEqual(['b', 'c'])
    // Removed and replaced readings no longer count.
    cache.forget('b')
    put(cache, 'c', heavy(3000), 1)
    put(cache, 'a', heavy(4000), 1)
    expect(kept()).toEqual(['a', 'c'])
    cache.forgetAll()
    put(cache, 'b', heavy(4000), 1)
    put(cache, 'd', heavy(4000), 1)
    expect(kept()).toEqual(['b', 'd'])
  })

  it('counts the size of long logs', () => {
    const log = { type: 'signed', typeCode: '3', description: '签署', operator: '李四' } as const
    const logs = Array.from({ length: 5000 }, (_, time) => ({ ...log, time }))
    const cache = new ReadingCache({ entries: 100, bytes: 500_000 })
    put(cache, 'a', reading({ logs }), 0)
    expect(cache.get('a', 1)).toBeNull()
  })

  it('removes a reading when its successor cannot be kept', () => {
    const cache = new ReadingCache({ entries: 100, bytes: 10_000 })
    put(cache, 'a', reading(), 0)
    put(cache, 'a', heavy(20_000), 1)
    expect(cache.get('a', 2)).toBeNull()
  })
})
