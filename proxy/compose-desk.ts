import type { AppParts } from './app.ts'
import {
  createApprovalContracts,
  type ApprovalContractParts,
} from './approvals/approval-contracts.ts'
import type { Config, DingTalkSettings } from './config.ts'
import type { Authorisations } from './corp/authorisations.ts'
import { createMarginWatch, type MarginWatch } from './corp/margin-watch.ts'
import { createMargins } from './corp/margins.ts'
import type { AgentIds } from './dingtalk/agent-ids.ts'
import type { DingTalkClient } from './dingtalk/client.ts'
import { readApprovalPeople } from './dingtalk/approval-people.ts'
import { createJsapiTickets } from './dingtalk/jsapi-tickets.ts'
import type { Esign } from './esign/esign.ts'
import type { FileRights } from './files/file-rights.ts'
import type { FlowAccess } from './flows/flow-access.ts'
import type { FlowReader } from './flows/flow-reader.ts'
import { fromStore } from './flows/store-patience.ts'
import { sandboxOriginOf } from './launch/launch-hosts.ts'
import { createLauncher } from './launch/launcher.ts'
import type { Logger } from './log.ts'
import { noticeAddress, type NoticeSecrets } from './notices/notice-secrets.ts'
import { createOrderDesk } from './orders/order-desk.ts'
import { createRoles } from './session/roles.ts'
import { createFlowAttempts } from './start-flow/flow-attempts.ts'
import { createFlowStarter } from './start-flow/flow-starter.ts'
import { createStartNotes } from './start-flow/start-notes.ts'
import type { Store } from './store/store.ts'

type DeskSurroundings = {
  config: Config
  dingtalk: DingTalkSettings
  client: DingTalkClient
  agentIds: AgentIds
  esign: Esign
  flows: FlowReader
  access: FlowAccess
  files: FileRights
  authorisations: Authorisations
  /** Null when nothing is remembered. */
  store: Store | null
  noticeSecrets: NoticeSecrets
  log: Logger
  /** The time in epoch milliseconds. */
  now: () => number
  /** Milliseconds on a clock that only goes forward, for ages. */
  monotonic: () => number
}

export type ComposedDesk = Pick<
  AppParts,
  'approvals' | 'corp' | 'jsapi' | 'me' | 'orders' | 'readiness' | 'signUrl' | 'starter'
> & {
  /** Null when nothing is remembered. */
  marginWatch: MarginWatch | null
}

/** Builds what launches e签宝's pages, starts flows, and serves the admin's desk. */
export function composeDesk(surroundings: DeskSurroundings): ComposedDesk {
  const { config, dingtalk, client, agentIds, esign, flows, access, store, log } = surroundings
  const { now, monotonic } = surroundings
  const { publicUrl, generation } = config
  const registry = store?.registry
  const roles = createRoles(config)
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
  const margins = createMargins({ esign, journal: registry?.margins ?? null, log, now })
  return {
    marginWatch:
      registry === undefined
        ? null
        : createMarginWatch({ margins, journal: registry.margins, log, now }),
    me: { esign, roles, launcher },
    signUrl: { esign, flows, access, launcher, registry: registry?.flows ?? null, roles },
    approvals: createApprovalContracts({
      esign,
      access,
      flows,
      registry: registry?.flows ?? null,
      approvalPeople: (corpId, instanceId) => readApprovalPeople(client, corpId, instanceId),
      letIn: lettingIn(surroundings),
      log,
    }),
    readiness: { esign, margins, roles, log, monotonic },
    corp: {
      esign,
      margins,
      authorisations: surroundings.authorisations,
      statistics: registry?.statistics ?? null,
      roles,
      launcher,
      noticeUrl: noticeAddress(publicUrl, surroundings.noticeSecrets),
      log,
      now,
    },
    orders: {
      desk:
        registry === undefined
          ? null
          : createOrderDesk({ esign, journal: registry.orders, log, now }),
      roles,
    },
    jsapi: {
      publicUrl,
      agentIds,
      tickets: createJsapiTickets(client, log, monotonic),
      algorithm: config.jsapiSignature,
      now,
    },
    starter:
      store === null
        ? null
        : createFlowStarter({
            esign,
            launcher,
            files: surroundings.files,
            attempts: createFlowAttempts({ attempts: store.registry.attempts, log }),
            notes: createStartNotes({
              registry: store.registry.flows,
              events: store.events,
              flows,
              generation,
              log,
              now,
            }),
            publicUrl,
            now,
          }),
  }
}

/** Remembers who may see flows for good, and has that count at once. */
function lettingIn({ store, now }: DeskSurroundings): ApprovalContractParts['letIn'] {
  return async ({ corpId, userId }, taskIds) => {
    if (store === null) return
    await fromStore(store.registry.accessRequests.letIn({ corpId, userId, taskIds, at: now() }))
    for (const taskId of taskIds) {
      // oxlint-disable-next-line no-await-in-loop -- few, and one after the other is enough
      await fromStore(store.events.publish({ type: 'flow-changed', corpId, taskId }))
    }
  }
}
