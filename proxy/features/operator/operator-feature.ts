import type { Common } from '#proxy/common.ts'
import type { AuditFeature } from '#proxy/features/audit/audit-feature.ts'
import type { CorpFeature } from '#proxy/features/corp/corp-feature.ts'
import type { NoticesFeature } from '#proxy/features/notices/notices-feature.ts'
import type { OrdersFeature } from '#proxy/features/orders/orders-feature.ts'
import type { SessionFeature } from '#proxy/features/session/session-feature.ts'
import type { VitalsFeature } from '#proxy/features/vitals/vitals-feature.ts'
import { createCorpDeletion, relievedDeletion } from './corp-deletion.ts'
import { createCorpListStore } from './corp-list-store.ts'
import { createOperatorHealth } from './health.ts'
import { createOperatorDesk } from './operator-desk.ts'
import { operatorRoutes } from './operator-routes.ts'

type Before = {
  corp: CorpFeature
  session: SessionFeature
  audit: AuditFeature
  notices: NoticesFeature
  orders: OrdersFeature
  vitals: VitalsFeature
}

/** What operators see of all organisations, and do for one of them. */
export function createOperatorFeature(common: Common, before: Before) {
  const { config, dingtalk, store, upstream, log, now } = common
  const { corp, session, audit, notices, orders: packages } = before
  const { corps, corpData, dingtalkEvents, events, refusedCalls, registry } = store
  const list = createCorpListStore(store.database)
  const { suiteTickets } = upstream
  const { orders } = packages
  const { auditLog } = audit
  const { relievedDataDays } = config
  const deletion = { corps, data: corpData, events, auditLog, log, now }
  const deleteCorpData = createCorpDeletion(deletion)
  const view = {
    list,
    margins: registry.margins,
    orders,
    events: dingtalkEvents,
    refused: refusedCalls,
    noticeUrl: notices.noticeUrl,
    publicUrl: config.publicUrl,
    hasRenewalLink: config.renewalUrl !== null,
    relievedDataDays,
    now,
  }
  const desk = createOperatorDesk({
    corps,
    inEsign: corp.inEsign,
    orders,
    inDingTalk: corp.inDingTalk,
    deleteCorpData,
    auditLog,
    initialiseDeveloper: notices.initialiseDeveloper,
    log,
  })
  const health = createOperatorHealth({
    list,
    events: dingtalkEvents,
    lines: store.lineLeases,
    refused: refusedCalls,
    eventSource: config.eventSource,
    suite:
      config.appKind === 'third-party'
        ? {
            key: dingtalk.clientId,
            tickets: store.suiteTickets,
            current: () => suiteTickets.current(),
          }
        : null,
    tokenCall: upstream.tokenCall,
    fieldNumbers: before.vitals.lastDay,
    now,
  })
  return {
    jobs: relievedDeletion(deletion, deleteCorpData, relievedDataDays),
    routes: operatorRoutes(
      {
        roles: session.roles,
        list,
        orders: registry.orders,
        view,
        desk,
        health,
        adminsOf: (corpId) => corp.admins.namedOf(corpId),
        now,
      },
      auditLog,
    ),
  }
}
