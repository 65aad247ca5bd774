import type { LookUpApprovers } from '#proxy/features/approvals/approver-lookup.ts'
import type { AuditLog } from '#proxy/features/audit/audit-log.ts'
import { sendWorkNotification } from '#proxy/upstream/dingtalk/messages/work-notification.ts'
import type { Esign } from '#proxy/upstream/esign/esign.ts'
import { createFlowAccess } from '#proxy/features/access/flow-access.ts'
import { createFlowDocuments } from '#proxy/features/flows/documents/flow-documents.ts'
import { createFlowLinks } from '#proxy/features/access/flow-links.ts'
import { createFlowContexts } from '#proxy/features/flows/read/flow-contexts.ts'
import { createFlowOpener } from '#proxy/features/flows/read/flow-opener.ts'
import type { FlowReader } from '#proxy/features/flows/read/flow-reader.ts'
import { createReminders, type RemindersDeps } from '#proxy/features/flows/remind/reminders.ts'
import { linkSecretsOf } from '#proxy/features/access/link-secrets.ts'
import { reminderText } from '#proxy/features/flows/remind/reminder-text.ts'
import type { CorpStandings } from '#proxy/features/corp/corp-standings.ts'
import { withSubscription } from '#proxy/features/corp/subscription.ts'
import { deliveryOf } from '#proxy/features/outbox/delivery.ts'
import type { FlowPages } from '#proxy/features/page/flow-page.ts'
import type { CommonDeps } from './common-parts.ts'

type FlowSurroundings = CommonDeps & {
  /** The state of corps. */
  standings: CorpStandings
  esign: Esign
  flows: FlowReader
  pages: FlowPages
  auditLog: AuditLog
  lookUpApprovers: LookUpApprovers | null
  /** Milliseconds that a request waits for the store. */
  storeMs: number | undefined
}

/** Builds who may see flows, how they are shown, and what people can do with them. */
export function composeFlows(surroundings: FlowSurroundings) {
  const { config, esign, flows, roles, store, pages, storeMs, log, now, monotonic } = surroundings
  const { adminUserIds, publicUrl } = config
  const links = createFlowLinks({ secrets: linkSecretsOf(config), publicUrl, now })
  const rights = createFlowAccess({
    mode: config.flowAccess,
    adminUserIds,
    links,
    book: store.registry.access,
    events: store.events,
    log,
    now,
    monotonic,
    storeMs,
  })
  const access = withSubscription(
    rights,
    { standings: surroundings.standings, now },
    (corpId, taskId) => store.registry.flows.find(corpId, taskId),
  )
  const remind = reminderOf(surroundings)
  const flowContexts = createFlowContexts({
    registry: store.registry,
    generation: config.generation,
    seesOpened: config.flowAccess === 'corp',
    onStored: surroundings.lookUpApprovers,
    events: store.events,
    log,
    now,
    monotonic,
    storeMs,
  })
  const canNotify = remind !== null
  const offers = {
    takesNotes: config.appKind === 'internal',
    givesSignLinks: config.generation === '2.0',
  }
  const opener = createFlowOpener({
    access,
    flows,
    flowContexts,
    adminUserIds,
    canNotify,
    ...offers,
    log,
    now,
    monotonic,
  })
  const reminders = createReminders({
    access,
    flows,
    flowContexts,
    journal: store.registry.urges,
    events: store.events,
    adminUserIds,
    remind,
    ...offers,
    log,
    now,
  })
  return {
    access,
    opener,
    shownFlows: { opener, access, links, flowContexts, reminders, roles, pages, now },
    documents: createFlowDocuments({
      esign,
      flowContexts,
      book: store.registry.documents,
      auditLog: surroundings.auditLog,
      publicUrl,
      log,
    }),
    sources: { publicUrl, registry: store.registry.flows, links, now },
    audit: { roles, views: store.registry.views, now },
  }
}

/** Reminders as work notifications, for which an app needs its agent id. */
function reminderOf(surroundings: FlowSurroundings): RemindersDeps['remind'] {
  const { config, dingtalk, client, agentIds, store, times, log } = surroundings
  const isThirdParty = config.appKind === 'third-party'
  if (!isThirdParty && dingtalk.agentId === null) return null
  const templateId = isThirdParty ? config.reminderTemplateId : null
  return async (reminder) => {
    const { corpId, taskId, userIds, at } = reminder
    const agentId = await agentIds.of(corpId)
    const sending = { corpId, agentId, templateId, userIds }
    const text = reminderText(await times.frameOf(corpId), reminder)
    const id = await sendWorkNotification(client, sending, text)
    const row = deliveryOf({ corpId, taskId, key: `urge:${taskId}:${at}` }, id, at)
    await store.jobs.put([row], at).catch((err: unknown) => {
      log.warn({ corpId, taskId, err }, 'delivery check of a reminder not scheduled')
    })
  }
}
