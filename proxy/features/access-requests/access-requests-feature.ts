import type { Common } from '#proxy/common.ts'
import type { AccessFeature } from '#proxy/features/access/access-feature.ts'
import type { AuditFeature } from '#proxy/features/audit/audit-feature.ts'
import type { CorpFeature } from '#proxy/features/corp/corp-feature.ts'
import type { FlowsFeature } from '#proxy/features/flows/flows-feature.ts'
import { readToSend } from '#proxy/features/messages/failure.ts'
import type { MessagesFeature } from '#proxy/features/messages/messages-feature.ts'
import { isReachable } from '#proxy/features/outbox/receivers.ts'
import type { SessionFeature } from '#proxy/features/session/session-feature.ts'
import { readName } from '#proxy/upstream/dingtalk/user-info.ts'
import { accessRequestRoutes } from './access-request-routes.ts'
import { createAccessMessageSender, createRequestSender } from './request-senders.ts'

type Before = {
  corp: CorpFeature
  session: SessionFeature
  access: AccessFeature
  audit: AuditFeature
  flows: FlowsFeature
  messages: MessagesFeature
}

/** Asking to see a flow. */
export function createAccessRequestsFeature(common: Common, before: Before) {
  const { store, upstream, now } = common
  const { corp, session, access, audit, flows, messages } = before
  const { registry, events } = store
  const { times } = corp
  const requests = registry.accessRequests
  return {
    jobs: messages.sending({
      'access-request': createRequestSender({
        times,
        registry: registry.flows,
        requests,
        flows: { read: (...of) => readToSend(flows.reader.read(...of)) },
        events,
        adminsOf: (corpId) => corp.admins.idsOf(corpId),
        isReachable: (corpId, userId) =>
          isReachable(() => readName(upstream.client, corpId, userId)),
      }),
      'access-message': createAccessMessageSender(messages.messenger, requests),
    }),
    routes: accessRequestRoutes(
      { access: access.flowAccess, requests, events, times, roles: session.roles, now },
      audit.auditLog,
    ),
  }
}
