import type { Common } from '#proxy/common.ts'
import type { SessionFeature } from '#proxy/features/session/session-feature.ts'
import { createAuditLog } from './audit-log.ts'
import { auditRoutes } from './audit-routes.ts'
import { limitExports } from './limit-exports.ts'

export type AuditFeature = ReturnType<typeof createAuditFeature>

/** The record of who opened, requested or took what. */
export function createAuditFeature(common: Common, { session }: { session: SessionFeature }) {
  const { config, store, log, now } = common
  const { views } = store.registry
  return {
    auditLog: createAuditLog({ views, log, now }),
    /** Runs ahead of all routes. */
    limitExports: limitExports(config.appKind),
    routes: auditRoutes({ roles: session.roles, views, now }),
  }
}
