import type { Common } from '#proxy/common.ts'
import type { AuditFeature } from '#proxy/features/audit/audit-feature.ts'
import { linkSecretsOf } from '#proxy/features/access/link-secrets.ts'
import type { CorpFeature } from '#proxy/features/corp/corp-feature.ts'
import type { FlowsFeature } from '#proxy/features/flows/flows-feature.ts'
import type { NoticesFeature } from '#proxy/features/notices/notices-feature.ts'
import type { SessionFeature } from '#proxy/features/session/session-feature.ts'
import { createMembers } from '#proxy/upstream/dingtalk/members.ts'
import { readIsAdmin, readName } from '#proxy/upstream/dingtalk/user-info.ts'
import { createFlowImporter } from './flow-importer.ts'
import { createRegistrations } from './registrations.ts'
import { registrationRoutes } from './registration-routes.ts'
import { createRegistrationSignatures } from './registration-signature.ts'

type Before = {
  corp: CorpFeature
  session: SessionFeature
  audit: AuditFeature
  flows: FlowsFeature
  notices: NoticesFeature
}

/** Flows that were started elsewhere. */
export function createRegistrationsFeature(common: Common, before: Before) {
  const { config, dingtalk, store, upstream, log, now, monotonic } = common
  const { corp, session, audit, flows, notices } = before
  const { client } = upstream
  const { registry, events } = store
  const { auditLog } = audit
  const registrations = createRegistrations({
    book: registry.registrations,
    members: createMembers({
      readMember: (corpId, userId) => readName(client, corpId, userId),
      now: monotonic,
    }),
    audit: auditLog,
    events,
    reread: (corpId, taskId) => notices.reread(corpId, taskId, monotonic()),
    log,
    now,
  })
  const flowImporter = createFlowImporter({
    book: registry.registrations,
    registry: registry.flows,
    events,
    flows: flows.reader,
    requireMember: (corpId, userId) => readIsAdmin(client, corpId, userId),
    log,
    now,
  })
  const deps = {
    signatures: createRegistrationSignatures({ secrets: linkSecretsOf(config), now }),
    registrations,
    flowImporter,
    corpId: dingtalk.corpId,
    roles: session.roles,
    corps: corp.admission,
  }
  return { routes: registrationRoutes(deps, corp.subscription, auditLog) }
}
