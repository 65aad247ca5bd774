import { expect, it, vi } from 'vitest'
import { throttled } from '#proxy/upstream/dingtalk/client/transient-failure.ts'
import { createLogger } from '#proxy/base/log.ts'
import { runJob } from '#proxy/base/jobs/testing/run-job.ts'
import { LocalTime } from '#proxy/base/local-time.ts'
import { createSweep } from './sweep.ts'

it('pauses a corp while it is throttled', async () => {
  let now = 0
  const clock = () => now

  const asked: string[][] = []
  const sweep = createSweep({
    book: {
      claim({ exceptCorps }) {
        asked.push([...exceptCorps])
        const flow = { corpId: 'dingcorp', taskId: 'PRO-1', calls: 6, day: 0 }
        return Promise.resolve(asked.length === 1 ? [flow] : [])
      },
      charge: () => Promise.resolve(),
      release: () => Promise.resolve(),
    },
    reread: () => Promise.reject(throttled(60, null)),
    perDay: 200,
    localTime: new LocalTime('Asia/Shanghai', { from: 0, until: 0 }),
    log: createLogger('silent'),
    now: clock,
    monotonic: clock,
  })
  await sweep.readDue()
  await sweep.readDue()
  now += 60_000
  await sweep.readDue()
  expect(asked).toEqual([[], ['dingcorp'], ['dingcorp'], []])
})

it('is a job that is done again after five seconds, and left to another instance when its own stops', async () => {
  const flow = { corpId: 'dingcorp', taskId: 'PRO-1', calls: 6, day: 0 }
  const stopping = new AbortController()
  const claim = vi.fn(() => Promise.resolve([flow])).mockResolvedValueOnce([])
  const { handlers } = createSweep({
    book: { claim, charge: () => Promise.resolve(), release: () => Promise.resolve() },
    reread: () => {
      stopping.abort()
      return Promise.reject(new Error('stopped'))
    },
    perDay: 200,
    localTime: new LocalTime('Asia/Shanghai', { from: 0, until: 0 }),
    log: createLogger('silent'),
    now: () => 7,
    monotonic: () => 7,
  })
  expect(await runJob(handlers['sweep'], 7)).toEqual({ again: 5007 })
  expect(await runJob(handlers['sweep'], 7, {}, stopping.signal)).toEqual({ later: 7 })
  expect(claim).toHaveBeenCalledTimes(2)
})

it('gives the calls of a flow back if the store fails before it is read', async () => {
  const flow = { corpId: 'dingcorp', taskId: 'PRO-1', calls: 6, day: 0 }
  const release = vi.fn(() => Promise.resolve())
  const claim = vi.fn(() => Promise.resolve([] as (typeof flow)[])).mockResolvedValueOnce([flow])
  const sweep = createSweep({
    book: { claim, charge: () => Promise.resolve(), release },
    reread: () => Promise.reject(new Error('no database')),
    perDay: 200,
    localTime: new LocalTime('Asia/Shanghai', { from: 0, until: 0 }),
    log: createLogger('silent'),
    now: () => 0,
    monotonic: () => 0,
  })
  await sweep.readDue()
  expect(release.mock.calls).toEqual([[flow, 6]])
})
