import { Hono } from 'hono'
import type { AppEnv } from '#proxy/base/http/app-env.ts'
import { fromStore } from '#proxy/base/store/store-timeout.ts'
import { limitJsonBody } from '#proxy/base/http/json-request.ts'
import type { Logger } from '#proxy/base/log.ts'
import type { NewNotice, NoticeJournal } from '#proxy/base/store/notice-journal.ts'
import { readNotice } from './notice-body.ts'
import { isNoticeSecret, type NoticeSecrets } from './notice-secrets.ts'
import type { ReceivedNotice } from './notice-job.ts'
import type { NoticeWork } from './notice-work.ts'

export type NoticeParts = {
  secrets: NoticeSecrets
  journal: Pick<NoticeJournal, 'record'>
  work: Pick<NoticeWork, 'announce' | 'take'>
  log: Pick<Logger, 'warn'>
  /** Current time in epoch milliseconds. */
  now: () => number
  /** Monotonic clock for ages, in milliseconds. */
  monotonic: () => number
}

/** Milliseconds. e签宝 waits 5 s and retries after 3 and 6 s. */
const recordMs = 4000

/**
 * Notices of e签宝 (notification-callback): pages are notified at once; the notice is stored,
 * answered, and followed up later.
 */
export function noticeRoutes({
  secrets,
  journal,
  work,
  log,
  now,
  monotonic,
}: NoticeParts): Hono<AppEnv> {
  async function record(notice: NewNotice, heardAt: number): Promise<ReceivedNotice> {
    try {
      return await fromStore(journal.record(notice), recordMs)
    } catch (error) {
      // It may not be sent again, so it is followed up without the store.
      work.take(notice, heardAt)
      throw error
    }
  }

  return new Hono<AppEnv>()
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
        const notice = { ...body, receivedAt: now() }
        const heardAt = monotonic()
        work.announce(notice)
        work.take(await record(notice, heardAt), heardAt)
      }
      // The documented answer, without blanks or slashes.
      return c.json({ success: true })
    })
}
