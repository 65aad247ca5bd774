import { createApprovalContracts } from '#proxy/features/approvals/approval-contracts.ts'
import type { Authorisations } from '#proxy/features/corp/authorisations.ts'
import type { CorpAdmins } from '#proxy/features/corp/corp-admins.ts'
import { createMarginWatch } from '#proxy/features/corp/margin-watch.ts'
import type { CorpReadings } from '#proxy/features/corp/corp-readings.ts'
import type { Margins } from '#proxy/features/corp/margins.ts'
import type { AuditLog } from '#proxy/features/audit/audit-log.ts'
import type { CorpRegister } from '#proxy/features/corp/corp-register.ts'
import type { CorpStandings } from '#proxy/features/corp/corp-standings.ts'
import type { SuiteTicketKeeper } from '#proxy/upstream/dingtalk/events/suite-ticket-keeper.ts'
import type { TokenCallState } from '#proxy/upstream/dingtalk/tokens/corp-token.ts'
import { readApprovalPeople } from '#proxy/upstream/dingtalk/approval-people.ts'
import { createJsapiTickets } from '#proxy/upstream/dingtalk/tokens/jsapi-tickets.ts'
import type { Esign } from '#proxy/upstream/esign/esign.ts'
import type { FileRights } from '#proxy/features/files/file-rights.ts'
import type { FileUploads } from '#proxy/features/files/file-uploads.ts'
import type { FlowAccess } from '#proxy/features/access/flow-access.ts'
import type { FlowContexts } from '#proxy/features/flows/read/flow-contexts.ts'
import type { FlowReader } from '#proxy/features/flows/read/flow-reader.ts'
import { createGrantAccess } from '#proxy/features/access/grant-access.ts'
import { sandboxOriginOf } from '#proxy/features/launch/launch-hosts.ts'
import { createLauncher } from '#proxy/features/launch/launcher.ts'
import { createDeveloperSetup } from '#proxy/features/notices/developer-setup.ts'
import { noticeAddress, type NoticeSecrets } from '#proxy/features/notices/notice-secrets.ts'
import { createPackageOrders } from '#proxy/features/orders/package-orders.ts'
import { createFlowAttempts } from '#proxy/features/start-flow/flow-attempts.ts'
import { createFlowDrafts } from '#proxy/features/start-flow/flow-drafts.ts'
import { createFlowStarter } from '#proxy/features/start-flow/flow-starter.ts'
import { createSealedPages } from '#proxy/features/start-flow/sealed-pages.ts'
import { createStartNotes } from '#proxy/features/start-flow/start-notes.ts'
import { createExpiry } from '#proxy/features/operations/delete-expired.ts'
import { composeOperator } from './compose-operator.ts'
import type { CommonDeps } from './common-parts.ts'

type AdminSurroundings = CommonDeps & {
  esign: Esign
  corpAdmins: CorpAdmins
  margins: Margins
  corpReadings: CorpReadings
  flows: FlowReader
  access: FlowAccess
  flowContexts: FlowContexts
  files: FileRights
  uploads: FileUploads
  authorisations: Authorisations
  register: CorpRegister
  standings: Pick<CorpStandings, 'onRenewed'>
  suiteTickets: SuiteTicketKeeper
  tokenCall: () => TokenCallState
  auditLog: AuditLog
  noticeSecrets: NoticeSecrets
}

/** Builds the launching of e签宝's pages, the starting of flows, and the admin's desk. */
export function composeAdmin(surroundings: AdminSurroundings) {
  const { config, dingtalk, client, agentIds, esign, flows, access, roles, store, log } =
    surroundings
  const { margins, corpReadings, now, monotonic } = surroundings
  const { publicUrl, generation } = config
  const { registry } = store
  const sealedPages = createSealedPages(config.sessionSecrets)
  const launcher = createLauncher({
    publicUrl,
    ourCorpId: dingtalk.corpId,
    allowed: {
      hosts: config.launchHosts,
      sandboxOrigin: sandboxOriginOf(dingtalk.apiUrl),
      ownOrigin: new URL(publicUrl).origin,
    },
    log,
  })
  const noticeUrl = noticeAddress(publicUrl, surroundings.noticeSecrets)
  const initialiseDeveloper = createDeveloperSetup(esign, noticeUrl, dingtalk.apiUrl)
  const orders = createPackageOrders({ esign, journal: registry.orders, log, now })
  const { operator, relievedDeletions } = composeOperator({
    ...surroundings,
    orders,
    noticeUrl,
    initialiseDeveloper,
  })
  return {
    operator,
    /** Handlers of the jobs that delete data. */
    deletions: {
      ...relievedDeletions,
      'delete-expired': createExpiry(registry.retention, log),
    },
    marginWatch: createMarginWatch({
      readings: corpReadings,
      journal: registry.margins,
      log,
      now,
    }),
    me: { esign, roles, launcher },
    signUrl: {
      esign,
      flows,
      access,
      launcher,
      registry: registry.flows,
      roles,
      flowContexts: surroundings.flowContexts,
      events: store.events,
      log,
    },
    approvalUrl: {
      flows,
      access,
      launcher,
      registry: registry.flows,
      sealApprovals: registry.sealApprovals,
      log,
    },
    approvals: createApprovalContracts({
      esign,
      access,
      flows,
      registry: registry.flows,
      standings: registry.access,
      approvalPeople: (corpId, instanceId) => readApprovalPeople(client, corpId, instanceId),
      grantAccess: createGrantAccess(store.registry.accessRequests, store.events, now),
      publicUrl: config.publicUrl,
      log,
    }),
    readiness: { esign, margins, roles, log, monotonic },
    corp: {
      esign,
      readings: corpReadings,
      authorisations: surroundings.authorisations,
      statistics: registry.statistics,
      roles,
      launcher,
      noticeUrl,
      initialiseDeveloper,
      log,
      now,
    },
    corpSettings: {
      book: store.corpSettings,
      events: store.events,
      roles,
      defaultTimeZone: config.timeZone,
    },
    orders: { orders, roles },
    subscription: {
      admins: surroundings.corpAdmins,
      roles,
      renewalUrl: config.renewalUrl,
    },
    jsapi: {
      publicUrl,
      agentIds,
      tickets: createJsapiTickets(client, surroundings.standings, log, monotonic),
      algorithm: config.jsapiSignature,
      now,
    },
    drafts: createFlowDrafts({
      access,
      registry: registry.flows,
      uploads: surroundings.uploads,
      roles,
      launcher,
      pages: sealedPages,
    }),
    starter: createFlowStarter({
      esign,
      launcher,
      files: surroundings.files,
      attempts: createFlowAttempts({ attempts: store.registry.attempts, log }),
      notes: createStartNotes({
        registry: store.registry.flows,
        events: store.events,
        flows,
        generation,
        sealPage: sealedPages.seal,
        log,
        now,
      }),
      publicUrl,
      now,
    }),
  }
}
