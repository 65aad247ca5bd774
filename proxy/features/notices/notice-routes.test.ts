import { beforeEach, describe, expect, it, vi } from 'vitest'
import { ProblemError } from '#proxy/base/problem.ts'
import { StoreError } from '#proxy/base/store/database.ts'
import type { JobStore } from '#proxy/base/store/jobs/job-store.ts'
import { noticeRoutes } from './notice-routes.ts'

vi.mock('node:timers/promises', () => import('#proxy/testing/faked-sleep.ts'))

const heard = { taskId: 'PRO-1', action: 'SIGN', status: 'FINISH' }
const job = { corpId: '', kind: 'notice', key: 'notice', taskId: 'PRO-1', dueAt: 7 }

const log = { warn: vi.fn() }
const work = { announce: vi.fn(), jobOf: () => job }
const put = vi.fn<JobStore['put']>()

beforeEach(() => {
  for (const mock of [work.announce, put, log.warn]) mock.mockReset()
  put.mockResolvedValue(true)
})

async function post(): Promise<number> {
  const app = noticeRoutes({ secrets: ['secret'], jobs: { put }, work, log, now: () => 7 })
  app.onError((error, c) => c.body(null, error instanceof ProblemError ? error.status : 500))
  const body = JSON.stringify({ action: 'SIGN', taskId: 'PRO-1', bizData: { status: 'FINISH' } })
  return (await app.request('/secret', { method: 'POST', body })).status
}

describe('a notice that comes in', () => {
  it('is answered after it was stored; pages are told before', async () => {
    let written = () => {}
    put.mockReturnValue(new Promise((resolve) => (written = () => resolve(true))))
    const status = post()
    await vi.waitFor(() => expect(put).toHaveBeenCalledExactlyOnceWith([job], 7))
    expect(work.announce).toHaveBeenCalledExactlyOnceWith(heard)
    written()
    expect(await status).toBe(200)
  })

  it('is answered with an error when it cannot be stored, and is stored later', async () => {
    vi.useFakeTimers()
    put.mockRejectedValueOnce(new StoreError('away'))
    expect(await post()).toBe(503)
    await vi.advanceTimersByTimeAsync(1000)
    vi.useRealTimers()
    expect(put.mock.calls).toEqual([
      [[job], 7],
      [[job], 7],
    ])
    expect(log.warn).not.toHaveBeenCalled()
  })

  it('is answered with an error when storing it takes longer than e签宝 waits', async () => {
    vi.useFakeTimers()
    put.mockReturnValue(new Promise(() => {}))
    const status = post()
    await vi.waitFor(() => expect(put).toHaveBeenCalled())
    await vi.advanceTimersByTimeAsync(4000)
    vi.useRealTimers()
    expect(await status).toBe(503)
  })
})
