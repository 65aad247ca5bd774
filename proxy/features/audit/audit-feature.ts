import type { Common } from '#proxy/common.ts'
import type { SessionFeature } from '#proxy/features/session/session-feature.ts'
import { createAuditLog } from './audit-log.ts'
import { auditRoutes } from './audit-routes.ts'

export type AuditFeature = ReturnType<typeof createAuditFeature>

/** The record of who opened, requested or took what. */
export function createAuditFeature(common: Common, { session }: { session: SessionFeature }) {
  const { store, log, now } = common
  const { views } = store.registry
  return {
    auditLog: createAuditLog({ views, log, now }),
    routes: auditRoutes({ roles: session.roles, views, now }),
  }
}
