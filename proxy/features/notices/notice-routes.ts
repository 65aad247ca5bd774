import { Hono } from 'hono'
import type { AppEnv } from '#proxy/base/http/app-env.ts'
import { policy } from '#proxy/base/http/route-policy.ts'
import { fromStore, persist } from '#proxy/base/store/store-timeout.ts'
import { limitJsonBody } from '#proxy/base/http/json-request.ts'
import type { Logger } from '#proxy/base/log.ts'
import type { JobStore } from '#proxy/base/store/jobs/job-store.ts'
import { readNotice, type NoticeBody } from './notice-body.ts'
import { isNoticeSecret, type NoticeSecrets } from './notice-secrets.ts'
import type { NoticeWork } from './notice-work.ts'
import type { Clock } from '#shared/rules/time.ts'

export type NoticeDeps = {
  secrets: NoticeSecrets
  jobs: Pick<JobStore, 'put'>
  work: Pick<NoticeWork, 'announce' | 'jobOf'>
  log: Pick<Logger, 'warn'>
  now: Clock
}

/** Milliseconds. e签宝 waits 5 s and retries after 3 and 6 s. */
const recordMs = 4000

/**
 * Notices of e签宝 (notification-callback): pages are notified at once; the notice is stored,
 * answered, and followed up later.
 */
export function noticeRoutes({ secrets, jobs, work, log, now }: NoticeDeps): Hono<AppEnv> {
  async function store(notice: NoticeBody): Promise<void> {
    const at = now()
    const job = work.jobOf(notice, at)
    const put = jobs.put([job], at)
    // It may not be sent again, so it is stored once that is possible.
    put
      .catch(() => persist(() => jobs.put([job], at)))
      .catch((err: unknown) => {
        log.warn({ taskId: notice.taskId, err }, 'notice not stored')
      })
    await fromStore(put, recordMs)
  }

  return new Hono<AppEnv>()
    .use('/:secret', policy({ hasSecret: true }))
    .use('/:secret', async (c, next) => {
      if (isNoticeSecret(c.req.param('secret'), secrets)) return next()
      log.warn({ requestId: c.get('requestId') }, 'notice to an address with a wrong secret')
      return c.notFound()
    })
    .post('/:secret', limitJsonBody, async (c) => {
      const body = readNotice(await c.req.text())
      if (body === null) {
        // e签宝 would only send a refused notice again.
        log.warn({ requestId: c.get('requestId') }, 'notice cannot be parsed')
      } else {
        work.announce(body)
        await store(body)
      }
      // The documented answer, without blanks or slashes.
      return c.json({ success: true })
    })
}
