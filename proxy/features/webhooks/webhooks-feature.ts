import type { Common } from '#proxy/common.ts'
import type { AuditFeature } from '#proxy/features/audit/audit-feature.ts'
import type { CorpFeature } from '#proxy/features/corp/corp-feature.ts'
import type { RereadFlow } from '#proxy/features/notices/reread-flow.ts'
import type { NoticesFeature } from '#proxy/features/notices/notices-feature.ts'
import { readToSend } from '#proxy/features/messages/failure.ts'
import type { MessagesFeature } from '#proxy/features/messages/messages-feature.ts'
import type { SessionFeature } from '#proxy/features/session/session-feature.ts'
import type { SweepFeature } from '#proxy/features/sweep/sweep-feature.ts'
import { toldFailures } from '#shared/rules/codes/webhook-kind.ts'
import { createDeadlineSender } from './deadline-sender.ts'
import { createDeliveryStore } from './delivery-store.ts'
import { deadlineKind } from './plan-webhooks.ts'
import { createSlowReceivers } from './slow-receivers.ts'
import { createWebhookClient } from './webhook-client.ts'
import { webhookRoutes } from './webhook-routes.ts'
import { createWebhookSecrets } from './webhook-secrets.ts'
import { createWebhookSender } from './webhook-sender.ts'
import { createWebhookStore } from './webhook-store.ts'
import { createTroubleSenders, troubleJob } from './webhook-troubles.ts'

type Before = {
  corp: CorpFeature
  session: SessionFeature
  audit: AuditFeature
  notices: NoticesFeature
  sweep: SweepFeature
  messages: MessagesFeature
}

export type WebhooksFeature = ReturnType<typeof createWebhooksFeature>

/** Telling other systems what happens to contracts. */
export function createWebhooksFeature(common: Common, before: Before) {
  const { config, store, now, monotonic } = common
  const { corp, session, audit, notices, sweep, messages } = before
  const { database, jobs } = store
  const webhooks = createWebhookStore(database)
  const deliveries = createDeliveryStore(database, jobs)
  const allowedHosts = config.webhookHosts
  const secrets = createWebhookSecrets(config.sessionSecrets)
  const client = createWebhookClient(allowedHosts)
  const reread: RereadFlow = (corpId, taskId, since) =>
    readToSend(notices.reread(corpId, taskId, since, (read) => sweep.chargeCalls(corpId, read)))
  const slowReceivers = createSlowReceivers()
  const sender = createWebhookSender({
    slowReceivers,
    webhooks,
    deliveries,
    corpStateOf: async (corpId) => (await corp.corpStates.of(corpId)).state,
    client,
    secrets,
    allowedHosts,
    onFailure: async (webhook, failures) => {
      if (failures === toldFailures) await jobs.put([troubleJob(webhook, now())], now())
    },
    now,
  })
  return {
    deliveries,
    jobs: {
      webhook: sender,
      [deadlineKind]: createDeadlineSender({
        webhooks,
        deliveries,
        reread,
        monotonic,
      }),
      ...messages.sending(
        createTroubleSenders({
          admins: corp.admins,
          messenger: messages.messenger,
          times: corp.times,
        }),
      ),
    },
    routes: webhookRoutes(
      { webhooks, deliveries, slowReceivers, secrets, allowedHosts, roles: session.roles, now },
      audit.auditLog,
    ),
    close: () => client.close(),
  }
}
