import { beforeEach, describe, expect, it, vi, type Mock } from 'vitest'
import type { FlowStatus } from '#shared/rules/codes/flow-status.ts'
import { runJob } from '#proxy/base/jobs/testing/run-job.ts'
import type { JobResult } from '#proxy/base/jobs/job-handler.ts'
import type { ClaimedJob } from '#proxy/base/store/jobs/job.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import type { FlowReading } from '#proxy/features/flows/read/flow-reading.ts'
import type { RereadFlow } from './reread-flow.ts'
import { createNoticeWork, type NoticeWork } from './notice-work.ts'

const dayMs = 24 * 60 * 60_000

let work: NoticeWork
/** The monotonic clock. */
let time: number
let reread: Mock<RereadFlow>
let corpsOf: Mock<(taskId: string) => Promise<string[]>>

const announce = vi.fn((_corpId: string, _taskId: string) => {})
const announceCorp = vi.fn((_corpId: string) => {})
const authorisedCorp = vi.fn((_taskId: string) => Promise.resolve<string | null>('c'))

const down = new ProblemError('upstream-unavailable', 'down')

function reading(status: FlowStatus = 'signing'): FlowReading {
  const initiator = { name: null, organization: null }
  const flow = { taskId: 'PRO-1', title: null, status, statusCode: 1, initiator, logs: [] }
  return { flow, signers: [], approvals: [], fetchedAt: 0, order: 1 }
}

function notice(status = 'RUNNING', action = 'SIGN') {
  return { taskId: 'PRO-1', action, status }
}

beforeEach(() => {
  time = 100
  for (const mock of [announce, announceCorp]) mock.mockClear()
  reread = vi.fn(() => Promise.resolve(reading()))
  corpsOf = vi.fn(() => Promise.resolve(['c', 'd']))
  work = createNoticeWork({
    corpsOf,
    watchedIn: () => ['watching'],
    authorisedCorp,
    news: { announce, announceCorp },
    reread,
    monotonic: () => time,
  })
})

/** Does the job of a flow in the corp `c`. */
function follow(payload: { isEnd: boolean }, more: Partial<ClaimedJob> = {}): Promise<JobResult> {
  const job = { corpId: 'c', taskId: 'PRO-1', payload, ...more }
  return runJob(work.handlers['notice-of-corp'], 7, job)
}

describe('a notice', () => {
  it('makes open pages of every corp that has the flow reread it', async () => {
    work.announce(notice())
    await vi.waitFor(() =>
      expect(announce.mock.calls).toEqual([
        ['c', 'PRO-1'],
        ['d', 'PRO-1'],
      ]),
    )
    corpsOf.mockRejectedValueOnce(new Error('the store is away'))
    work.announce(notice())
    await vi.waitFor(() => expect(announce).toHaveBeenLastCalledWith('watching', 'PRO-1'))
  })

  it('is one job of its flow, renewed by each further one, and given up after a day', () => {
    const job = work.jobOf(notice(), 7)
    expect(job).toMatchObject({ taskId: 'PRO-1', renews: true, dueAt: 7, expiresAt: 7 + dayMs })
    expect(work.jobOf(notice('SIGNING'), 8).key).toBe(job.key)
    // e签宝 may show the end later, so that this one is followed up by itself.
    expect(work.jobOf(notice('FINISH'), 9).key).not.toBe(job.key)
  })

  it('becomes a job in each corp that has the flow', async () => {
    const { key, taskId = null, payload } = work.jobOf(notice('FINISH'), 7)
    const done = await runJob(work.handlers['notice'], 8, { key, taskId, payload })
    const of = { key, taskId, payload: { isEnd: true }, renews: true, dueAt: 8 }
    expect(done).toMatchObject({
      put: [
        { ...of, corpId: 'c' },
        { ...of, corpId: 'd' },
      ],
    })
    corpsOf.mockResolvedValue([])
    expect(await runJob(work.handlers['notice'], 8, { key, taskId, payload })).toEqual({ put: [] })
  })

  it('has its flow read, by a reading that began after it arrived', async () => {
    const { expiresAt = null } = work.jobOf(notice(), 7)
    time = 400
    expect(await follow({ isEnd: false }, { expiresAt })).toEqual({})
    expect(reread).toHaveBeenCalledExactlyOnceWith('c', 'PRO-1', 100)
    await follow({ isEnd: false }, { expiresAt, tries: 2 })
    expect(reread).toHaveBeenLastCalledWith('c', 'PRO-1', 400)
  })

  it('of another instance needs a reading from now on, because its time is from another clock', async () => {
    const { expiresAt = null } = work.jobOf(notice(), 7)
    time = 400
    await follow({ isEnd: false }, { expiresAt: (expiresAt ?? 0) + 1 })
    expect(reread).toHaveBeenCalledExactlyOnceWith('c', 'PRO-1', 400)
  })

  it.each(['flow-not-found', 'corp-not-allowed', 'corp-not-authorised', 'corp-stopped'] as const)(
    'is done when the flow is closed to the corp: %s',
    async (code) => {
      reread.mockRejectedValue(new ProblemError(code, 'no'))
      expect(await follow({ isEnd: true })).toEqual({})
    },
  )

  it('is tried again when upstream fails', async () => {
    reread.mockRejectedValue(down)
    await expect(follow({ isEnd: false })).rejects.toBe(down)
  })

  it('is tried again until signers and seal approvals are read too, but not for ever', async () => {
    reread.mockResolvedValueOnce({ ...reading(), signers: down })
    expect(await follow({ isEnd: false })).toEqual({ retry: 'partial' })
    reread.mockResolvedValue({ ...reading(), approvals: down })
    expect(await follow({ isEnd: false }, { tries: 7 })).toEqual({ retry: 'partial' })
    expect(await follow({ isEnd: false }, { tries: 8 })).toEqual({})
    const refused = new ProblemError('upstream-permission', 'refused')
    reread.mockResolvedValue({ ...reading(), approvals: refused })
    expect(await follow({ isEnd: false })).toEqual({})
  })
})

describe("a notice of a flow's end", () => {
  it('is tried again while upstream still shows the flow as open, four times', async () => {
    expect(await follow({ isEnd: true })).toEqual({ retry: 'behind' })
    expect(await follow({ isEnd: true }, { tries: 3 })).toEqual({ retry: 'behind' })
    expect(await follow({ isEnd: true }, { tries: 4 })).toEqual({})
    reread.mockResolvedValue(reading('completed'))
    expect(await follow({ isEnd: true })).toEqual({})
  })

  it('is tried again while upstream lists somebody of a completed flow as unsigned', async () => {
    const signer = { name: '李四', statusCode: 0, status: 'waiting' as const }
    reread.mockResolvedValue({ ...reading('completed'), signers: [signer] })
    expect(await follow({ isEnd: true })).toEqual({ retry: 'behind' })
  })
})

describe('a notice of an authorisation', () => {
  const handle = () => runJob(work.handlers['authorised'], 7, { taskId: 'PRO-1' })

  it('is announced, and has the organisation read instead of a flow', async () => {
    const authorisation = notice('SUCCESS', 'CORP_AUTH')
    work.announce(authorisation)
    expect(work.jobOf(authorisation, 7).kind).toBe('authorised')
    expect(await handle()).toEqual({
      put: [expect.objectContaining({ corpId: 'c', kind: 'corp-in-esign', dueAt: 7 })],
    })
    expect(announceCorp).toHaveBeenCalledExactlyOnceWith('c')
    expect(corpsOf).not.toHaveBeenCalled()
  })

  it('is dropped if nobody was given its page', async () => {
    authorisedCorp.mockResolvedValueOnce(null)
    expect(await handle()).toEqual({ dropped: 'unknown' })
    expect(announceCorp).not.toHaveBeenCalled()
  })
})
