import { Hono } from 'hono'
import type { AppEnv } from '#proxy/base/http/app-env.ts'
import { createDownloadPlaces } from '#proxy/base/limits/download-places.ts'
import type { Common } from '#proxy/common.ts'
import type { AccessFeature } from '#proxy/features/access/access-feature.ts'
import type { AuditFeature } from '#proxy/features/audit/audit-feature.ts'
import type { FilesFeature } from '#proxy/features/files/files-feature.ts'
import type { PageFeature } from '#proxy/features/page/page-feature.ts'
import type { SessionFeature } from '#proxy/features/session/session-feature.ts'
import { readApprovalPeople } from '#proxy/upstream/dingtalk/approval-people.ts'
import type { MessagesFeature } from '#proxy/features/messages/messages-feature.ts'
import { documentRoutes } from './documents/document-routes.ts'
import { createDocumentStore } from './documents/document-store.ts'
import { createFlowDocuments } from './documents/flow-documents.ts'
import { archiveRoutes } from './export/archive-routes.ts'
import { exportRoutes } from './export/export-routes.ts'
import { flowRoutes } from './flow-routes.ts'
import { createApproverLookup, type LookUpApprovers } from './read/approver-lookup.ts'
import { createFlowContexts } from './read/flow-contexts.ts'
import { createFlowOpener } from './read/flow-opener.ts'
import { createFlowReader } from './read/flow-reader.ts'
import { remindersRoutes } from './remind/reminders-routes.ts'
import { createReminders } from './remind/reminders.ts'

type Before = {
  session: SessionFeature
  access: AccessFeature
  audit: AuditFeature
  page: PageFeature
  files: FilesFeature
  messages: MessagesFeature
}

export type FlowsFeature = ReturnType<typeof createFlowsFeature>

/** What people see of flows and do with them. */
export function createFlowsFeature(common: Common, before: Before) {
  const { config, store, upstream, metrics, waits, log, now, monotonic } = common
  const { session, access, audit, page, files, messages } = before
  const { client, esign } = upstream
  const { registry, events } = store
  const { publicUrl } = config
  const { roles } = session
  const { flowAccess } = access
  const { auditLog } = audit
  const reader = createFlowReader({
    esign,
    log,
    now,
    monotonic,
    begin: (corpId, taskId) => registry.flows.beginReading(corpId, taskId),
    beginTimeoutMs: waits.readingNumber,
    onLookup: (lookup) => metrics.countLookup(lookup),
    forgetCalls: (corpId) => client.forgetReads(corpId),
  })
  const lookUpApprovers = approverLookupOf(common)
  const flowContexts = createFlowContexts({
    registry,
    access: flowAccess,
    onStored: lookUpApprovers,
    events,
    log,
    now,
    monotonic,
    storeMs: waits.store,
  })
  const sendReminder = messages.sendReminderByHand
  const offers = {
    takesNotes: config.appKind === 'internal',
    givesSignLinks: esign.getBrowserSignUrl !== null,
  }
  const opener = createFlowOpener({
    access: flowAccess,
    flows: reader,
    flowContexts,
    roles,
    canNotify: sendReminder !== null,
    ...offers,
    log,
    now,
    monotonic,
  })
  const reminders = createReminders({
    access: flowAccess,
    flows: reader,
    flowContexts,
    journal: registry.reminders,
    jobs: store.jobs,
    roles,
    sendReminder,
    ...offers,
    log,
    now,
  })
  const documents = createFlowDocuments({
    esign,
    flowContexts,
    book: createDocumentStore(store.database),
    auditLog,
    publicUrl,
    log,
  })
  const archive = {
    esign,
    storage: files.storage,
    flowContexts,
    access: flowAccess,
    auditLog,
    tickets: session.tickets,
    places: createDownloadPlaces(config.appKind === 'third-party'),
    publicUrl,
    timeZone: config.timeZone,
    log,
    now,
  }
  const shown = { opener, access: flowAccess, links: access.links, flowContexts, reminders, roles }
  return {
    reader,
    flowContexts,
    opener,
    reminders,
    /** See `LookUpApprovers`; null where no events tell of approvals. */
    lookUpApprovers,
    routes: new Hono<AppEnv>()
      // Ahead of `/:taskId`.
      .route('/', exportRoutes({ flowContexts, now }, auditLog))
      .route('/', archiveRoutes(archive))
      .route('/', remindersRoutes(reminders))
      .route('/', documentRoutes({ access: flowAccess, documents, sender: files.sender }))
      .route('/', flowRoutes({ ...shown, pages: page.flowPages, now }, auditLog)),
  }
}

function approverLookupOf({ config, store, upstream, log }: Common): LookUpApprovers | null {
  if (config.eventSource === 'off') return null
  return createApproverLookup({
    registry: store.registry.flows,
    sealApprovals: store.registry.sealApprovals,
    approvalPeople: (corpId, instanceId) => readApprovalPeople(upstream.client, corpId, instanceId),
    events: store.events,
    log,
  })
}
