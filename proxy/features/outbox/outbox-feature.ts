import { Hono } from 'hono'
import type { AppEnv } from '#proxy/base/http/app-env.ts'
import { LocalTime } from '#proxy/base/local-time.ts'
import { deliveryKind } from '#proxy/base/store/outbox/outbox-store.ts'
import type { Common } from '#proxy/common.ts'
import type { AccessFeature } from '#proxy/features/access/access-feature.ts'
import type { AuditFeature } from '#proxy/features/audit/audit-feature.ts'
import type { CorpFeature } from '#proxy/features/corp/corp-feature.ts'
import { createDeliverySender } from '#proxy/features/messages/delivery.ts'
import { readToSend } from '#proxy/features/messages/failure.ts'
import type { MessagesFeature } from '#proxy/features/messages/messages-feature.ts'
import type { RereadFlow } from '#proxy/features/notices/reread-flow.ts'
import type { NoticesFeature } from '#proxy/features/notices/notices-feature.ts'
import type { SessionFeature } from '#proxy/features/session/session-feature.ts'
import type { SweepFeature } from '#proxy/features/sweep/sweep-feature.ts'
import { readIsAdmin } from '#proxy/upstream/dingtalk/user-info.ts'
import { choiceRoutes } from './choice-routes.ts'
import { outboxDeskRoutes } from './desk-routes.ts'
import { createBarSender, createBarsSender, createMessageSender } from './news/message-sender.ts'
import { createNewsSender } from './news/news-sender.ts'
import { stillSees } from './receivers.ts'
import { createReminderSender } from './reminders/reminder-sender.ts'

type Before = {
  audit: AuditFeature
  corp: CorpFeature
  session: SessionFeature
  access: AccessFeature
  messages: MessagesFeature
  notices: NoticesFeature
  sweep: SweepFeature
}

/** Messages that the app sends by itself. */
export function createOutboxFeature(common: Common, before: Before) {
  const { config, store, upstream, now, monotonic } = common
  const { audit, corp, session, access, messages, notices, sweep } = before
  const { auditLog } = audit
  const { client } = upstream
  const { registry, jobs, outbox, news: book } = store
  const { times } = corp
  const { flowAccess } = access
  const { messenger, sendReminder } = messages
  const localTime = new LocalTime(config.timeZone, config.quietHours)
  const reread: RereadFlow = (corpId, taskId, since) =>
    readToSend(notices.reread(corpId, taskId, since, (read) => sweep.chargeCalls(corpId, read)))
  const maySee = (corpId: string, userId: string, taskId: string) =>
    readToSend(
      stillSees(flowAccess, () => readIsAdmin(client, corpId, userId), { corpId, userId }, taskId),
    )

  const robot = config.robot === 'off' ? null : store.robot

  const news = createNewsSender({ registry: registry.flows, book, reread, maySee, monotonic })
  return {
    jobs: messages.sending({
      news,
      'news-deadline': news,
      'news-stuck': news,
      message: createMessageSender({ messenger, registry: registry.flows, book, maySee, times }),
      bars: createBarsSender(jobs),
      bar: createBarSender({ messenger, registry: registry.flows, jobs, times }),
      'auto-reminder': createReminderSender({
        registry: registry.flows,
        book,
        outbox,
        reread,
        sendReminder,
        monotonic,
        times,
      }),
      [deliveryKind]: createDeliverySender({ ...messenger, outbox, localTime }),
    }),
    routes: new Hono<AppEnv>()
      .route('/', choiceRoutes({ access: flowAccess, registry: registry.flows, book, now }))
      .route(
        '/corp/outbox',
        outboxDeskRoutes({
          outbox,
          kinds: messages.kinds,
          robot,
          roles: session.roles,
          auditLog,
          now,
        }),
      ),
  }
}
