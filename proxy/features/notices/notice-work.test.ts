import { afterEach, beforeEach, describe, expect, it, vi, type Mock } from 'vitest'
import type { FlowStatus } from '#shared/rules/codes/flow-status.ts'
import type { FlowReading } from '#proxy/features/flows/read/flow-reading.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import type { StoredNotice, NoticeJournal } from '#proxy/base/store/notice-journal.ts'
import type { ConfirmFlow } from './flow-confirmation.ts'
import type { ReceivedNotice } from './notice-job.ts'
import { createNoticeWork, type NoticeWork } from './notice-work.ts'

vi.mock('node:timers/promises', () => import('#proxy/testing/faked-sleep.ts'))

const start = 1_000_000

let work: NoticeWork
let announce: Mock<(corpId: string, taskId: string) => void>
let confirm: Mock<ConfirmFlow>
let markProcessed: Mock<NoticeJournal['markProcessed']>
let claim: Mock<NoticeJournal['claim']>
let corpsOf: Mock<(taskId: string) => Promise<string[]>>
let log: { warn: Mock<() => void>; error: Mock<() => void> }

function reading(status: FlowStatus = 'signing'): FlowReading {
  const initiator = { name: null, organization: null }
  const flow = { taskId: 'PRO-1', title: null, status, statusCode: 1, initiator, logs: [] }
  return { flow, signers: [], approvals: [], fetchedAt: 0, order: 1 }
}

function notice(rest: Partial<StoredNotice> = {}): StoredNotice {
  const said = { taskId: 'PRO-1', action: 'SIGN', status: 'RUNNING' }
  return { ...said, receivedAt: Date.now(), id: 1, arrivals: 1, ...rest }
}

const announceCorp = vi.fn((_corpId: string) => {})
const onAuthorised = vi.fn((_corpId: string) => {})
const authorisedCorp = vi.fn((_taskId: string) => Promise.resolve<string | null>('c'))

const down = new ProblemError('upstream-unavailable', 'down')

beforeEach(() => {
  vi.useFakeTimers({ now: start })
  announce = vi.fn()
  announceCorp.mockClear()
  onAuthorised.mockClear()
  confirm = vi.fn(() => Promise.resolve(reading()))
  markProcessed = vi.fn(() => Promise.resolve(true))
  claim = vi.fn(() => Promise.resolve([]))
  corpsOf = vi.fn(() => Promise.resolve(['c']))
  log = { warn: vi.fn(), error: vi.fn() }
  work = open()
})

afterEach(() => {
  work.close()
  vi.useRealTimers()
})

function open(): NoticeWork {
  const news = { announce, announceCorp }
  return createNoticeWork({
    journal: { markProcessed, claim },
    corpsOf,
    watchedIn: () => ['watching'],
    authorisedCorp,
    onAuthorised,
    news,
    confirm,
    log,
    now: Date.now,
    monotonic: Date.now,
  })
}

function hear(heard: ReceivedNotice): void {
  work.announce(heard)
  work.take(heard, heard.receivedAt)
}

/** Runs everything that is not waiting for a timer. */
function settle(): Promise<unknown> {
  return vi.advanceTimersByTimeAsync(0)
}

describe('a notice', () => {
  it('has its flow read in each corp that knows it, and is finished', async () => {
    corpsOf.mockResolvedValue(['c', 'd'])
    hear(notice())
    await settle()
    expect(announce.mock.calls).toEqual([
      ['c', 'PRO-1'],
      ['d', 'PRO-1'],
    ])
    expect(confirm.mock.calls).toEqual([
      ['c', 'PRO-1', start],
      ['d', 'PRO-1', start],
    ])
    expect(markProcessed).toHaveBeenCalledExactlyOnceWith(notice(), start)
    await vi.advanceTimersByTimeAsync(600_000)
    expect(confirm).toHaveBeenCalledTimes(2)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('is harmless when the flow is unknown here or upstream', async () => {
    corpsOf.mockResolvedValueOnce([]).mockResolvedValueOnce([])
    hear(notice())
    await settle()
    expect(announce).not.toHaveBeenCalled()
    expect(confirm).not.toHaveBeenCalled()
    expect(markProcessed).toHaveBeenCalledTimes(1)
    confirm.mockRejectedValue(new ProblemError('flow-not-found', 'no'))
    hear(notice({ taskId: 'PRO-2' }))
    await settle()
    expect(markProcessed).toHaveBeenCalledTimes(2)
    expect(log.warn).not.toHaveBeenCalled()
  })

  it('of an authorisation is announced, and causes no reading', async () => {
    hear(notice({ action: 'CORP_AUTH', status: 'SUCCESS' }))
    await settle()
    expect(announceCorp).toHaveBeenCalledExactlyOnceWith('c')
    expect(onAuthorised).toHaveBeenCalledExactlyOnceWith('c')
    expect(corpsOf).not.toHaveBeenCalled()
    expect(markProcessed).toHaveBeenCalledTimes(1)
    authorisedCorp.mockResolvedValueOnce(null)
    hear(notice({ action: 'CORP_AUTH', status: 'SUCCESS', taskId: 'PRO-2' }))
    await settle()
    expect(announceCorp).toHaveBeenCalledTimes(1)
    expect(onAuthorised).toHaveBeenCalledTimes(1)
    expect(markProcessed).toHaveBeenCalledTimes(2)
  })

  it('of an authorisation waits when the store does not work', async () => {
    const authorisation = notice({ action: 'CORP_AUTH', status: 'SUCCESS' })
    authorisedCorp.mockRejectedValueOnce(down)
    hear(authorisation)
    await settle()
    expect(announceCorp).not.toHaveBeenCalled()
    expect(markProcessed).not.toHaveBeenCalled()
    claim.mockResolvedValueOnce([authorisation])
    work.start()
    await settle()
    expect(announceCorp).toHaveBeenCalledWith('c')
    expect(markProcessed).toHaveBeenCalled()
  })

  it('needs a reading that began after it arrived', async () => {
    const waiting = notice({ receivedAt: start - 300 })
    hear(waiting)
    await settle()
    expect(confirm).toHaveBeenCalledWith('c', 'PRO-1', start - 300)
  })

  it('is followed up even when it could not be stored', async () => {
    const { taskId, action, status, receivedAt } = notice()
    work.take({ taskId, action, status, receivedAt }, receivedAt)
    await settle()
    expect(confirm).toHaveBeenCalledOnce()
    expect(markProcessed).not.toHaveBeenCalled()
  })
})

describe('a flood of notices', () => {
  it('causes one reading of a flow per second', async () => {
    for (let count = 0; count < 1000; count += 1) {
      hear(notice({ arrivals: count + 1 }))
      await vi.advanceTimersByTimeAsync(3)
    }
    expect(confirm).toHaveBeenCalledTimes(4)
    await vi.advanceTimersByTimeAsync(5000)
    expect(confirm).toHaveBeenCalledTimes(4)
    expect(markProcessed).toHaveBeenLastCalledWith(
      expect.objectContaining({ arrivals: 1000 }),
      expect.any(Number),
    )
  })

  it('is finished although its arrivals come out of order', async () => {
    for (const arrivals of [1, 3, 2]) hear(notice({ arrivals }))
    await vi.advanceTimersByTimeAsync(2000)
    expect(markProcessed.mock.calls.map(([{ arrivals }]) => arrivals)).toContain(3)
  })

  it('causes one more reading when some arrive during a reading, which may have missed them', async () => {
    const answers: (() => void)[] = []
    confirm.mockImplementation(
      () => new Promise((resolve) => answers.push(() => resolve(reading()))),
    )
    hear(notice())
    await settle()
    await vi.advanceTimersByTimeAsync(500)
    hear(notice({ arrivals: 2 }))
    answers[0]?.()
    await vi.advanceTimersByTimeAsync(1000)
    expect(confirm.mock.lastCall).toEqual(['c', 'PRO-1', start + 500])
    expect(confirm).toHaveBeenCalledTimes(2)
  })

  it('has only a few flows read at the same time', async () => {
    const answers: (() => void)[] = []
    confirm.mockImplementation(
      () => new Promise((resolve) => answers.push(() => resolve(reading()))),
    )
    for (let id = 0; id < 20; id += 1) hear(notice({ id, taskId: `PRO-${id}` }))
    await settle()
    expect(announce).toHaveBeenCalledTimes(20)
    expect(confirm).toHaveBeenCalledTimes(4)
    answers[0]?.()
    await settle()
    expect(confirm).toHaveBeenCalledTimes(5)
  })
})

describe('when upstream or the store fails', () => {
  it('a notice is retried with growing waits, and viewers are told at once', async () => {
    confirm.mockRejectedValue(down)
    hear(notice())
    await settle()
    expect(announce).toHaveBeenCalledTimes(1)
    for (const [wait, calls] of [
      [999, 1],
      [1, 2],
      [2000, 3],
      [4000, 4],
      [8000 + 16_000 + 32_000, 7],
      [60_000, 8],
      [60_000, 9],
    ] as const) {
      await vi.advanceTimersByTimeAsync(wait)
      expect(confirm).toHaveBeenCalledTimes(calls)
    }
    expect(confirm.mock.lastCall).toEqual(['c', 'PRO-1', start + 183_000])
    expect(markProcessed).not.toHaveBeenCalled()
    confirm.mockResolvedValue(reading())
    await vi.advanceTimersByTimeAsync(60_000)
    expect(markProcessed).toHaveBeenCalledTimes(1)
    expect(log.warn).toHaveBeenCalledWith(
      expect.objectContaining({ taskId: 'PRO-1', err: down }),
      expect.any(String),
    )
  })

  it('a notice is retried until signers and seal approvals are read too', async () => {
    confirm.mockResolvedValueOnce({ ...reading(), signers: down })
    confirm.mockResolvedValueOnce({ ...reading(), approvals: down })
    hear(notice())
    await vi.advanceTimersByTimeAsync(2999)
    expect(confirm).toHaveBeenCalledTimes(2)
    expect(markProcessed).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    expect(confirm.mock.lastCall).toEqual(['c', 'PRO-1', start + 3000])
    expect(markProcessed).toHaveBeenCalledTimes(1)
  })

  it('a notice does not wait for ever for a part that cannot be read', async () => {
    confirm.mockResolvedValue({ ...reading(), approvals: down })
    hear(notice())
    await vi.advanceTimersByTimeAsync(600_000)
    expect(confirm).toHaveBeenCalledTimes(8)
    expect(markProcessed).toHaveBeenCalledTimes(1)
    const refused = new ProblemError('upstream-permission', 'refused')
    confirm.mockClear().mockResolvedValue({ ...reading(), approvals: refused })
    hear(notice({ id: 2 }))
    await vi.advanceTimersByTimeAsync(600_000)
    expect(confirm).toHaveBeenCalledTimes(1)
  })

  it('a notice is also retried when it cannot be marked, or its corps are unknown', async () => {
    markProcessed.mockRejectedValueOnce(new Error('the store is away'))
    corpsOf.mockRejectedValueOnce(new Error('the store is away'))
    hear(notice())
    await vi.advanceTimersByTimeAsync(1000)
    expect(markProcessed).toHaveBeenCalledTimes(2)
    expect(announce).toHaveBeenCalledExactlyOnceWith('watching', 'PRO-1')
  })

  it('notices that arrive during a failed reading are kept, and so is the notice it was for', async () => {
    confirm.mockRejectedValueOnce(down)
    hear(notice({ id: 1 }))
    hear(notice({ id: 2, status: 'FINISH' }))
    await settle()
    hear(notice({ id: 1, arrivals: 2 }))
    confirm.mockResolvedValue(reading('completed'))
    await vi.advanceTimersByTimeAsync(1000)
    const marked = markProcessed.mock.calls.map(([{ id, arrivals }]) => [id, arrivals] as const)
    expect(new Map(marked)).toEqual(
      new Map([
        [1, 2],
        [2, 1],
      ]),
    )
  })

  it('a notice is given up after a day', async () => {
    confirm.mockRejectedValue(down)
    hear(notice())
    await vi.advanceTimersByTimeAsync(24 * 60 * 60_000 + 120_000)
    expect(markProcessed).toHaveBeenCalledTimes(1)
    expect(log.error).toHaveBeenCalledTimes(1)
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('a corp that cannot be read', () => {
  const refuse = (corpId: string, error: Error) => {
    corpsOf.mockResolvedValue(['c', 'd'])
    confirm.mockImplementation((asked) =>
      asked === corpId ? Promise.reject(error) : Promise.resolve(reading()),
    )
  }
  const looksIn = (corpId: string) => confirm.mock.calls.filter(([asked]) => asked === corpId)

  it('is retried separately, and does not delay news for other corps', async () => {
    refuse('d', down)
    hear(notice())
    await vi.advanceTimersByTimeAsync(120_000)
    expect(looksIn('c')).toHaveLength(1)
    expect(looksIn('d').length).toBeGreaterThan(5)
    hear(notice({ id: 2, status: 'SIGNING' }))
    await settle()
    expect(looksIn('c')).toHaveLength(2)
    confirm.mockResolvedValue(reading())
    await vi.advanceTimersByTimeAsync(60_000)
    expect(looksIn('c')).toHaveLength(2)
    expect(markProcessed.mock.calls.map(([{ id }]) => id)).toEqual([1, 2])
  })

  it.each([
    ['removed', 'corp-not-allowed'],
    ['stopped', 'corp-stopped'],
  ] as const)('is dropped when it has %s the app', async (_, code) => {
    refuse('d', new ProblemError(code, 'no'))
    hear(notice())
    await vi.advanceTimersByTimeAsync(120_000)
    expect(looksIn('d')).toHaveLength(1)
    expect(markProcessed).toHaveBeenCalledTimes(1)
  })
})

describe("a notice of a flow's end", () => {
  it('causes another reading while upstream still shows the flow as open', async () => {
    hear(notice({ status: 'FINISH' }))
    await settle()
    expect(markProcessed).not.toHaveBeenCalled()
    confirm.mockResolvedValue(reading('completed'))
    await vi.advanceTimersByTimeAsync(1000)
    expect(confirm.mock.lastCall).toEqual(['c', 'PRO-1', start + 1000])
    expect(markProcessed).toHaveBeenCalledTimes(1)
    expect(log.warn).not.toHaveBeenCalled()
  })

  it('causes another reading while upstream lists somebody of a completed flow as unsigned', async () => {
    const signer = { name: '李四', statusCode: 0 }
    const lagging = {
      ...reading('completed'),
      signers: [{ ...signer, status: 'waiting' as const }],
    }
    confirm.mockResolvedValueOnce(lagging)
    hear(notice({ status: 'FINISH' }))
    await settle()
    expect(markProcessed).not.toHaveBeenCalled()
    confirm.mockResolvedValue(reading('completed'))
    await vi.advanceTimersByTimeAsync(1000)
    expect(markProcessed).toHaveBeenCalledTimes(1)
    confirm.mockClear().mockResolvedValue(lagging)
    hear(notice({ id: 2, status: 'FINISH' }))
    await vi.advanceTimersByTimeAsync(600_000)
    expect(confirm).toHaveBeenCalledTimes(4)
    expect(markProcessed).toHaveBeenCalledTimes(2)
  })

  it('is dropped when upstream keeps showing the flow as open', async () => {
    hear(notice({ status: 'REVOKE' }))
    await vi.advanceTimersByTimeAsync(600_000)
    expect(confirm).toHaveBeenCalledTimes(4)
    expect(markProcessed).toHaveBeenCalledTimes(1)
  })
})

describe('unfinished notices in the journal', () => {
  it('are worked on at the start', async () => {
    const left = notice({ receivedAt: start - 5 })
    const other = notice({ id: 2, taskId: 'PRO-2' })
    claim.mockResolvedValueOnce([left, other, { ...left, id: 3, status: 'UNKNOWN' }])
    work.start()
    await vi.advanceTimersByTimeAsync(2000)
    expect(new Set(confirm.mock.calls.map(([, taskId]) => taskId))).toEqual(
      new Set(['PRO-1', 'PRO-2']),
    )
    expect(new Set(markProcessed.mock.calls.map(([{ id }]) => id))).toEqual(new Set([1, 2, 3]))
    expect(announce).toHaveBeenCalledWith('c', 'PRO-2')
  })

  it('of another instance need a reading from now on, because their time is from another clock', async () => {
    claim.mockResolvedValueOnce([notice({ receivedAt: start - 1000 })])
    work.start()
    await settle()
    expect(confirm).toHaveBeenCalledExactlyOnceWith('c', 'PRO-1', start)
  })

  it('are claimed every ten seconds, and those being worked on stay claimed', async () => {
    confirm.mockRejectedValue(down)
    claim.mockResolvedValueOnce([notice()])
    work.start()
    hear(notice({ id: 2, taskId: 'PRO-2' }))
    await vi.advanceTimersByTimeAsync(10_000)
    expect(claim.mock.calls).toEqual([
      [[], 1000],
      [expect.toSatisfy((held: number[]) => [1, 2].every((id) => held.includes(id))), 1000],
    ])
    confirm.mockResolvedValue(reading())
    await vi.advanceTimersByTimeAsync(20_000)
    expect(claim.mock.lastCall).toEqual([[], 1000])
  })

  it('are claimed again after the journal could not be read', async () => {
    claim.mockRejectedValueOnce(new Error('the store is away'))
    work.start()
    await settle()
    expect(log.warn).toHaveBeenCalledTimes(1)
    claim.mockResolvedValueOnce([notice()])
    await vi.advanceTimersByTimeAsync(10_000)
    expect(confirm).toHaveBeenCalledTimes(1)
  })

  it('stay there when the instance stops', async () => {
    work.start()
    confirm.mockRejectedValue(down)
    hear(notice())
    await settle()
    work.close()
    await vi.advanceTimersByTimeAsync(600_000)
    expect(confirm).toHaveBeenCalledTimes(1)
    expect(vi.getTimerCount()).toBe(0)
  })
})
