import type { AuditLog } from '#proxy/features/audit/audit-log.ts'
import type { CorpAdmins } from '#proxy/features/corp/corp-admins.ts'
import type { CorpRegister } from '#proxy/features/corp/corp-register.ts'
import type { CorpReadings } from '#proxy/features/corp/corp-readings.ts'
import type { SuiteTicketKeeper } from '#proxy/upstream/dingtalk/events/suite-ticket-keeper.ts'
import type { TokenCallState } from '#proxy/upstream/dingtalk/tokens/corp-token.ts'
import type { InitialiseDeveloper } from '#proxy/features/notices/developer-setup.ts'
import { createCorpDeletion, relievedDeletion } from '#proxy/features/operator/corp-deletion.ts'
import { createOperatorHealth } from '#proxy/features/operator/health.ts'
import { createOperatorDesk } from '#proxy/features/operator/operator-desk.ts'
import type { PackageOrders } from '#proxy/features/orders/package-orders.ts'
import type { CommonDeps } from './common-parts.ts'

type OperatorSurroundings = CommonDeps & {
  corpReadings: CorpReadings
  orders: PackageOrders
  register: CorpRegister
  suiteTickets: SuiteTicketKeeper
  tokenCall: () => TokenCallState
  auditLog: AuditLog
  corpAdmins: CorpAdmins
  noticeUrl: string
  initialiseDeveloper: InitialiseDeveloper
}

/** Builds the operators' desk for many organisations. */
export function composeOperator(surroundings: OperatorSurroundings) {
  const { config, dingtalk, orders, register, roles, store, log, now } = surroundings
  const { corps, corpData, corpList, dingtalkEvents, events, refusedCalls, registry } = store
  const { suiteTickets, auditLog, initialiseDeveloper } = surroundings
  const deletion = { corps, data: corpData, events, auditLog, log, now }
  const deleteCorpData = createCorpDeletion(deletion)
  const { relievedDataDays } = config
  return {
    operator: {
      roles,
      list: corpList,
      orders: registry.orders,
      view: {
        list: corpList,
        margins: registry.margins,
        orders,
        events: dingtalkEvents,
        refused: refusedCalls,
        noticeUrl: surroundings.noticeUrl,
        publicUrl: config.publicUrl,
        hasRenewalLink: config.renewalUrl !== null,
        relievedDataDays,
        now,
      },
      desk: createOperatorDesk({
        corps,
        readings: surroundings.corpReadings,
        orders,
        register,
        deleteCorpData,
        auditLog,
        initialiseDeveloper,
        log,
      }),
      health: createOperatorHealth({
        list: corpList,
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
        tokenCall: surroundings.tokenCall,
        now,
      }),
      adminsOf: (corpId: string) => surroundings.corpAdmins.namedOf(corpId),
      now,
    },
    relievedDeletions: relievedDeletion(deletion, deleteCorpData, relievedDataDays),
  }
}
