import { beforeEach, describe, expect, it, vi } from 'vitest'
import { ProblemError } from '#proxy/base/problem.ts'
import type { StoredNotice, NoticeJournal } from '#proxy/base/store/notice-journal.ts'
import { noticeRoutes } from './notice-routes.ts'

const said = { taskId: 'PRO-1', action: 'SIGN', status: 'FINISH' }
const heard = { ...said, receivedAt: 7 }
const noted: StoredNotice = { ...heard, id: 1, arrivals: 1 }

const log = { warn: vi.fn() }
const work = { announce: vi.fn(), take: vi.fn() }
const record = vi.fn<NoticeJournal['record']>()

beforeEach(() => {
  for (const mock of [work.announce, work.take, record, log.warn]) mock.mockReset()
  record.mockResolvedValue(noted)
})

async function post(journal: Pick<NoticeJournal, 'record'>): Promise<number> {
  const app = noticeRoutes({
    secrets: ['secret'],
    journal,
    work,
    log,
    now: () => 7,
    monotonic: () => 7,
  })
  app.onError((error, c) => c.body(null, error instanceof ProblemError ? error.status : 500))
  const body = JSON.stringify({ action: 'SIGN', taskId: 'PRO-1', bizData: { status: 'FINISH' } })
  return (await app.request('/secret', { method: 'POST', body })).status
}

describe('a notice that comes in', () => {
  it('is answered after it was stored; pages are told before', async () => {
    let written: (notice: StoredNotice) => void = () => {}
    record.mockReturnValue(new Promise((resolve) => (written = resolve)))
    const status = post({ record })
    await vi.waitFor(() => expect(record).toHaveBeenCalledExactlyOnceWith(heard))
    expect(work.announce).toHaveBeenCalledExactlyOnceWith(heard)
    expect(work.take).not.toHaveBeenCalled()
    written(noted)
    expect(await status).toBe(200)
    expect(work.take).toHaveBeenCalledExactlyOnceWith(noted, noted.receivedAt)
  })

  it('is answered with an error when it cannot be stored, but is still followed up', async () => {
    record.mockRejectedValue(new Error('the store is away'))
    expect(await post({ record })).toBe(503)
    expect(work.take).toHaveBeenCalledExactlyOnceWith(heard, heard.receivedAt)
  })

  it('is answered with an error when storing it takes longer than e签宝 waits', async () => {
    vi.useFakeTimers()
    record.mockReturnValue(new Promise(() => {}))
    const status = post({ record })
    await vi.waitFor(() => expect(record).toHaveBeenCalled())
    await vi.advanceTimersByTimeAsync(4000)
    vi.useRealTimers()
    expect(await status).toBe(503)
    expect(work.take).toHaveBeenCalledExactlyOnceWith(heard, heard.receivedAt)
  })
})
