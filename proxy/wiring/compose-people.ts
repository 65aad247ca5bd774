import type { AuditLog } from '#proxy/features/audit/audit-log.ts'
import type { CorpRegister } from '#proxy/features/corp/corp-register.ts'
import { createMembers } from '#proxy/upstream/dingtalk/members.ts'
import { readIsAdmin, readName } from '#proxy/upstream/dingtalk/user-info.ts'
import type { FlowAccess } from '#proxy/features/access/flow-access.ts'
import type { FlowReader } from '#proxy/features/flows/read/flow-reader.ts'
import { linkSecretsOf } from '#proxy/features/access/link-secrets.ts'
import type { ConfirmFlow } from '#proxy/features/notices/flow-confirmation.ts'
import { createFlowImporter } from '#proxy/features/registrations/flow-importer.ts'
import { createRegistrar } from '#proxy/features/registrations/registrar.ts'
import { createRegistrationSignatures } from '#proxy/features/registrations/registration-signature.ts'
import type { CommonDeps } from './common-parts.ts'

type PeopleSurroundings = CommonDeps & {
  access: FlowAccess
  flows: FlowReader
  confirm: ConfirmFlow
  register: CorpRegister
  auditLog: AuditLog
}

/** Builds the sources of who else is involved in flows: registrations and approvals. */
export function composePeople(surroundings: PeopleSurroundings) {
  const { config, dingtalk, client, access, flows, confirm } = surroundings
  const { roles, store, log, now, monotonic } = surroundings
  const { registry, events } = store
  const { generation } = config
  return {
    registrations: {
      signatures: createRegistrationSignatures({ secrets: linkSecretsOf(config), now }),
      registrar: createRegistrar({
        book: registry.registrations,
        members: createMembers({
          readMember: (corpId, userId) => readName(client, corpId, userId),
          now: monotonic,
        }),
        audit: surroundings.auditLog,
        events,
        confirm: (corpId, taskId) => confirm(corpId, taskId, monotonic()),
        generation,
        log,
        now,
      }),
      flowImporter: createFlowImporter({
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
      corps: surroundings.register,
    },
    accessRequests: {
      access,
      requests: registry.accessRequests,
      events,
      times: surroundings.times,
      roles,
      now,
    },
  }
}
