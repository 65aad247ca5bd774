import type { AppParts } from './app.ts'
import type { Config, DingTalkSettings } from './config.ts'
import type { DingTalkClient } from './dingtalk/client.ts'
import { readIsAdmin } from './dingtalk/user-info.ts'
import type { FlowReader } from './flows/flow-reader.ts'
import { linkSecretsOf } from './flows/link-secrets.ts'
import type { Logger } from './log.ts'
import type { ConfirmFlow } from './notices/flow-confirmation.ts'
import { createFlowImport } from './registrations/flow-import.ts'
import { createRegistrar } from './registrations/registrar.ts'
import { createRegistrationSignatures } from './registrations/registration-signature.ts'
import { createRoles } from './session/roles.ts'
import type { Store } from './store/store.ts'

type RegistrationSurroundings = {
  config: Config
  dingtalk: DingTalkSettings
  /** Null when nothing is remembered. */
  store: Store | null
  client: DingTalkClient
  flows: FlowReader
  confirm: ConfirmFlow
  log: Logger
  /** The time in epoch milliseconds. */
  now: () => number
  /** Milliseconds on a clock that only goes forward, for ages. */
  monotonic: () => number
}

/** Builds what takes flows that other systems started. */
export function composeRegistrations(
  surroundings: RegistrationSurroundings,
): AppParts['registrations'] {
  const { config, dingtalk, store, client, flows, confirm, log, now, monotonic } = surroundings
  if (store === null) return null
  return {
    signatures: createRegistrationSignatures({ secrets: linkSecretsOf(config), now }),
    registrar: createRegistrar({
      book: store.registry.registrations,
      events: store.events,
      confirm: (corpId, taskId) => confirm(corpId, taskId, monotonic()),
      generation: config.generation,
      log,
      now,
    }),
    flowImport: createFlowImport({
      book: store.registry.registrations,
      registry: store.registry.flows,
      events: store.events,
      flows,
      requireMember: (corpId, userId) => readIsAdmin(client, corpId, userId),
      generation: config.generation,
      log,
      now,
    }),
    corpId: dingtalk.corpId,
    roles: createRoles(config),
  }
}
