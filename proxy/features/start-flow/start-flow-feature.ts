import { Hono } from 'hono'
import type { AppEnv } from '#proxy/base/http/app-env.ts'
import type { Common } from '#proxy/common.ts'
import type { AccessFeature } from '#proxy/features/access/access-feature.ts'
import type { AuditFeature } from '#proxy/features/audit/audit-feature.ts'
import type { FilesFeature } from '#proxy/features/files/files-feature.ts'
import type { FlowsFeature } from '#proxy/features/flows/flows-feature.ts'
import type { PageAddressesFeature } from '#proxy/features/page-addresses/page-addresses-feature.ts'
import type { SessionFeature } from '#proxy/features/session/session-feature.ts'
import { createFlowAttempts } from './flow-attempts.ts'
import { createFlowDrafts } from './flow-drafts.ts'
import { createFlowStarter } from './flow-starter.ts'
import { createEncryptedPages } from './encrypted-pages.ts'
import { sourceRoutes } from './source-routes.ts'
import { startFlowRoutes } from './start-flow-routes.ts'
import { createStartAttemptStore } from './start-attempt-store.ts'
import { createStartNotes } from './start-notes.ts'

type Before = {
  session: SessionFeature
  access: AccessFeature
  audit: AuditFeature
  files: FilesFeature
  flows: FlowsFeature
  pageAddresses: PageAddressesFeature
}

export function createStartFlowFeature(common: Common, before: Before) {
  const { config, store, upstream, log, now } = common
  const { session, access, audit, files, flows } = before
  const { registry, events } = store
  const { publicUrl } = config
  const { addresses: pageAddresses } = before.pageAddresses
  const encryptedPages = createEncryptedPages(config.sessionSecrets)
  const starter = createFlowStarter({
    esign: upstream.esign,
    pageAddresses,
    files: files.rights,
    attempts: createFlowAttempts({ attempts: createStartAttemptStore(store.database), log }),
    notes: createStartNotes({
      registry: registry.flows,
      events,
      flows: flows.reader,
      encryptPage: encryptedPages.encrypt,
      log,
      now,
    }),
    publicUrl,
    now,
  })
  const drafts = createFlowDrafts({
    access: access.flowAccess,
    registry: registry.flows,
    uploads: files.uploads,
    esign: upstream.esign,
    roles: session.roles,
    pageAddresses,
    pages: encryptedPages,
  })
  const sources = { publicUrl, registry: registry.flows, links: access.links, now }
  return {
    routes: new Hono<AppEnv>()
      .route('/flows', startFlowRoutes(starter, drafts))
      .route('/starts', sourceRoutes(sources, audit.auditLog)),
  }
}
