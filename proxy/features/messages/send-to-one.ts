import type { JobCall, JobResult } from '#proxy/base/jobs/job-handler.ts'
import type { ClaimedJob } from '#proxy/base/store/jobs/job.ts'
import type {
  StatusBar,
  WorkNotification,
} from '#proxy/upstream/dingtalk/messages/work-notification.ts'
import { deliveryOf } from './delivery.ts'
import type { Messenger } from './messenger.ts'

type Message = { userId: string; text: WorkNotification; bar: StatusBar | null }

/**
 * Sends a job's message to one person, and plans to ask DingTalk whether it arrived.
 * @throws as `Messenger.prepare`, `JobCall.begin`; ProblemError
 */
export async function sendToOne(
  messenger: Pick<Messenger, 'prepare'>,
  job: ClaimedJob,
  { userId, text, bar }: Message,
  { begin, now }: JobCall,
): Promise<JobResult> {
  const send = await messenger.prepare(job.corpId, [userId], text, bar)
  await begin()
  const result = await send()
  return { result, put: [deliveryOf(job, result.notificationId, now)] }
}
