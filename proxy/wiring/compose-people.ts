import {
  createRequestNotifier,
  type RequestNotifierParts,
} from '#proxy/access-requests/request-notifier.ts'
import type { AppParts } from '#proxy/app.ts'
import type { Config, DingTalkSettings } from '#proxy/config.ts'
import type { AgentIds } from '#proxy/dingtalk/agent-ids.ts'
import type { DingTalkClient } from '#proxy/dingtalk/client/client.ts'
import { readAdmins, readIsAdmin } from '#proxy/dingtalk/user-info.ts'
import { sendWorkNotification } from '#proxy/dingtalk/messages/work-notification.ts'
import type { FlowAccess } from '#proxy/flows/access/flow-access.ts'
import type { FlowReader } from '#proxy/flows/read/flow-reader.ts'
import { linkSecretsOf } from '#proxy/flows/access/link-secrets.ts'
import type { Logger } from '#proxy/log.ts'
import type { ConfirmFlow } from '#proxy/notices/flow-confirmation.ts'
import { createFlowImport } from '#proxy/registrations/flow-import.ts'
import { createRegistrar } from '#proxy/registrations/registrar.ts'
import { createRegistrationSignatures } from '#proxy/registrations/registration-signature.ts'
import { adminsNamedIn, isAdminLevel } from '#proxy/session/is-admin.ts'
import { createRoles } from '#proxy/session/roles.ts'
import type { Store } from '#proxy/store/store.ts'

type PeopleSurroundings = {
  config: Config
  dingtalk: DingTalkSettings
  client: DingTalkClient
  agentIds: AgentIds
  access: FlowAccess
  flows: FlowReader
  confirm: ConfirmFlow
  store: Store
  log: Logger
  /** The time in epoch milliseconds. */
  now: () => number
  /** Milliseconds on a clock that only goes forward, for ages. */
  monotonic: () => number
}

/** Builds what finds out, or is told, who else has to do with flows. */
export function composePeople(
  surroundings: PeopleSurroundings,
): Pick<AppParts, 'registrations' | 'accessRequests'> {
  const { config, dingtalk, client, access, flows, confirm, store, log, now, monotonic } =
    surroundings
  const { registry, events } = store
  const { generation } = config
  const roles = createRoles(config)
  return {
    registrations: {
      signatures: createRegistrationSignatures({ secrets: linkSecretsOf(config), now }),
      registrar: createRegistrar({
        book: registry.registrations,
        events,
        confirm: (corpId, taskId) => confirm(corpId, taskId, monotonic()),
        generation,
        log,
        now,
      }),
      flowImport: createFlowImport({
        book: registry.registrations,
        registry: registry.flows,
        events,
        flows,
        requireMember: (corpId, userId) => readIsAdmin(client, corpId, userId),
        generation,
        log,
        now,
      }),
      corpId: dingtalk.corpId,
      roles,
    },
    accessRequests: {
      access,
      requests: registry.accessRequests,
      events,
      news: createRequestNotifier({
        frame: config,
        registry: registry.flows,
        flows,
        adminsOf: (corpId) => adminsOf(corpId, surroundings),
        send: senderOf(surroundings),
        generation,
        log,
      }),
      roles,
      now,
    },
  }
}

/** Those that DingTalk names and those of the settings. */
async function adminsOf(
  corpId: string,
  { config, client, log }: PeopleSurroundings,
): Promise<string[]> {
  const named = adminsNamedIn(config.adminUserIds, corpId)
  const told = await readAdmins(client, corpId).catch((err: unknown) => {
    log.warn({ corpId, err }, 'DingTalk does not tell who administers')
    return []
  })
  const admins = told.filter(({ sysLevel }) => isAdminLevel(sysLevel))
  return [...new Set([...admins.map(({ userId }) => userId), ...named])]
}

/** By work notification; third-party apps send by the template that reminders have. */
function senderOf(surroundings: PeopleSurroundings): RequestNotifierParts['send'] {
  const { config, dingtalk, client, agentIds } = surroundings
  const templateId = config.appKind === 'internal' ? null : config.reminderTemplateId
  if (config.appKind === 'internal' ? dingtalk.agentId === null : templateId === null) return null
  return async (corpId, userIds, text) => {
    const sending = { corpId, agentId: await agentIds.of(corpId), templateId, userIds }
    await sendWorkNotification(client, sending, text)
  }
}
