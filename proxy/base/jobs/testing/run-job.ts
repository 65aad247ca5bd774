import type { ClaimedJob } from '#proxy/base/store/jobs/job.ts'
import type { JobHandler, JobResult } from '#proxy/base/jobs/job-handler.ts'
import type { EpochMs } from '#shared/rules/time.ts'

/** Does one job, of which the database knows nothing. */
export function runJob(
  handler: JobHandler | undefined,
  now: EpochMs,
  more: Partial<ClaimedJob> = {},
  signal = new AbortController().signal,
): Promise<JobResult> {
  if (handler === undefined) throw new Error('there is no such handler')
  const job: ClaimedJob = {
    id: 1,
    corpId: '',
    kind: 'test',
    key: 'test',
    userId: null,
    taskId: null,
    queue: null,
    payload: null,
    state: 'waiting',
    reason: null,
    result: null,
    tries: 1,
    puts: 1,
    dueAt: now,
    expiresAt: null,
    settledAt: null,
    isTaken: true,
    claim: 'test',
    ...more,
  }
  return handler.run(job, {
    begin: () => Promise.resolve(),
    async beginWith(mark) {
      const marked = await mark(60_000)
      if (marked === null) throw new Error('the claim has ended')
      return marked
    },
    signal,
    now,
  })
}
