import type { AppParts } from './app.ts'
import type { Config, DingTalkSettings } from './config.ts'
import type { AgentIds } from './dingtalk/agent-ids.ts'
import type { DingTalkClient } from './dingtalk/client.ts'
import { sendWorkNotification } from './dingtalk/work-notification.ts'
import type { Esign } from './esign/esign.ts'
import { createFlowAccess, type FlowAccess } from './flows/flow-access.ts'
import { createFlowLinks } from './flows/flow-links.ts'
import { createFlowMemory } from './flows/flow-memory.ts'
import { createFlowOpener } from './flows/flow-opener.ts'
import type { FlowReader } from './flows/flow-reader.ts'
import { createFlowUrges, type FlowUrgesParts } from './flows/flow-urges.ts'
import { linkSecretsOf } from './flows/link-secrets.ts'
import { createMemoryAccessBook } from './flows/memory-access-book.ts'
import { reminderText } from './flows/reminder-text.ts'
import type { Logger } from './log.ts'
import type { FlowPages } from './page/flow-page.ts'
import { createRoles } from './session/roles.ts'
import type { Store } from './store/store.ts'

type FlowSurroundings = {
  config: Config
  dingtalk: DingTalkSettings
  client: DingTalkClient
  agentIds: AgentIds
  esign: Esign
  flows: FlowReader
  /** Null when nothing is remembered. */
  store: Store | null
  pages: FlowPages
  log: Logger
  /** The time in epoch milliseconds. */
  now: () => number
  /** Milliseconds on a clock that only goes forward, for ages. */
  monotonic: () => number
}

/** Builds what shows flows to the people who may see them, and what these may do about them. */
export function composeFlows(
  surroundings: FlowSurroundings,
): Pick<AppParts, 'audit' | 'opener' | 'shownFlows' | 'sources'> & { access: FlowAccess } {
  const { config, esign, flows, store, pages, log, now, monotonic } = surroundings
  const { adminUserIds, publicUrl } = config
  const roles = createRoles(config)
  const links = createFlowLinks({ secrets: linkSecretsOf(config), publicUrl, now })
  const access = createFlowAccess({
    mode: config.flowAccess,
    adminUserIds,
    links,
    book: store?.registry.access ?? createMemoryAccessBook(),
    events: store?.events ?? null,
    log,
    now,
    monotonic,
  })
  const remind = reminderOf(surroundings)
  const memory =
    store === null
      ? null
      : createFlowMemory({
          registry: store.registry,
          generation: config.generation,
          seesOpened: config.flowAccess === 'corp',
          events: store.events,
          log,
          now,
          monotonic,
        })
  const canNotify = remind !== null
  const opener = createFlowOpener({
    access,
    flows,
    memory,
    adminUserIds,
    canNotify,
    log,
    now,
    monotonic,
  })
  const urges =
    store === null || memory === null
      ? null
      : createFlowUrges({
          access,
          flows,
          memory,
          journal: store.registry.urges,
          events: store.events,
          adminUserIds,
          remind,
          log,
          now,
        })
  return {
    access,
    opener,
    shownFlows: { opener, access, links, memory, urges, esign, roles, pages, now },
    sources: store === null ? null : { publicUrl, registry: store.registry.flows, links, now },
    audit: { roles, views: store?.registry.views ?? null, now },
  }
}

/** Reminders by work notification, which an app sends under its agent id. */
function reminderOf(surroundings: FlowSurroundings): FlowUrgesParts['remind'] {
  const { config, dingtalk, client, agentIds } = surroundings
  if (config.appKind === 'internal' && dingtalk.agentId === null) return null
  return async (reminder) => {
    const { corpId, userIds } = reminder
    const agentId = await agentIds.of(corpId)
    const sending = { corpId, agentId, templateId: config.urgeTemplateId, userIds }
    await sendWorkNotification(client, sending, reminderText(config, reminder))
  }
}
