import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createJobWorker } from '#proxy/base/jobs/job-worker.ts'
import { createLogger } from '#proxy/base/log.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import { corpJob } from '#proxy/base/store/corps/corp-job-store.ts'
import type { Store } from '#proxy/base/store/store.ts'
import { newCorp } from '#proxy/base/store/testing/samples.ts'
import { withStore } from '#proxy/base/store/testing/with-store.ts'
import { callFailed } from '#proxy/upstream/dingtalk/client/transient-failure.ts'
import { createCorpWork, createDailyReading } from './corp-work.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs

/** Half an hour before midnight in China. */
const lateAt = Date.parse('2026-11-23T15:30:00Z')

let store: Store
let now: number
const read = vi.fn((_corpId: string) => Promise.resolve())
const readAllowed = vi.fn((_corpId: string) => Promise.resolve())

withStore((opened) => (store = opened))

beforeEach(() => {
  now = lateAt
  read.mockReset().mockResolvedValue()
  readAllowed.mockReset().mockResolvedValue()
})

function newWorker() {
  return createJobWorker({
    jobs: store.jobs,
    handlers: {
      ...createCorpWork({ inDingTalk: { read }, inEsign: { readAllowed } }),
      ...createDailyReading(store.corpJobs),
    },
    log: createLogger('silent'),
    now: () => now,
  })
}

describe('an organisation in use', () => {
  it('is read in e签宝 a minute after the start, and once a day, by one of several instances', async () => {
    const corpId = newCorp()
    await store.corps.noteSeen(corpId, now)
    await store.corps.noteEsign(corpId, { checkedAt: 1 })
    const workers = [newWorker(), newWorker()]
    const doDue = () => Promise.all(workers.map((worker) => worker.doDue()))
    for (const worker of workers) worker.putRecurring()
    const round = () => store.jobs.find('', 'read-corps')
    await vi.waitFor(async () => expect(await round()).toMatchObject({ dueAt: now + minuteMs }))
    expect(readAllowed).not.toHaveBeenCalled()
    now += minuteMs
    await doDue()
    expect(readAllowed.mock.calls).toEqual([[corpId]])
    // It is the next day in China.
    now += hourMs
    await doDue()
    expect(readAllowed.mock.calls).toEqual([[corpId], [corpId]])
    now += hourMs
    await doDue()
    expect(readAllowed).toHaveBeenCalledTimes(2)
    await Promise.all(workers.map((worker) => worker.close()))
  })

  it('waits while DingTalk is unavailable, but not for an answer that is final', async () => {
    const [away, refused] = [newCorp(), newCorp()]
    read.mockImplementation((corpId) =>
      Promise.reject(
        corpId === refused
          ? new ProblemError('upstream-rejected', 'no')
          : callFailed('upstream-unavailable', 'away', undefined),
      ),
    )
    const jobs = [away, refused].map((corpId) => corpJob(corpId, 'corp-in-dingtalk', now))
    await store.jobs.put(jobs, now)
    const worker = newWorker()
    await worker.doDue()
    expect(read).toHaveBeenCalledTimes(2)
    const jobOf = (corpId: string) => store.jobs.find(corpId, 'corp-in-dingtalk')
    expect(await jobOf(refused)).toMatchObject({ state: 'failed' })
    expect(await jobOf(away)).toMatchObject({ state: 'waiting', dueAt: now + minuteMs })
    read.mockResolvedValue()
    now += minuteMs
    await worker.doDue()
    expect(await jobOf(away)).toMatchObject({ state: 'done' })
    expect(read).toHaveBeenCalledTimes(3)
  })
})
