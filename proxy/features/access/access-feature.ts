import type { Common } from '#proxy/common.ts'
import type { CorpFeature } from '#proxy/features/corp/corp-feature.ts'
import type { SessionFeature } from '#proxy/features/session/session-feature.ts'
import { createFlowAccess } from './flow-access.ts'
import { createFlowLinks } from './flow-links.ts'
import { createGrantAccess } from './grant-access.ts'
import { linkSecretsOf } from './link-secrets.ts'
import { withSubscription } from './with-subscription.ts'

export type AccessFeature = ReturnType<typeof createAccessFeature>

/** Who may see a flow. */
export function createAccessFeature(
  common: Common,
  { corp, session }: { corp: CorpFeature; session: SessionFeature },
) {
  const { config, store, waits, log, now, monotonic } = common
  const { registry, events } = store
  const links = createFlowLinks({
    secrets: linkSecretsOf(config),
    publicUrl: config.publicUrl,
    now,
  })
  const rights = createFlowAccess({
    mode: config.flowAccess,
    roles: session.roles,
    links,
    book: registry.access,
    events,
    log,
    now,
    monotonic,
    storeMs: waits.store,
  })
  return {
    flowAccess: withSubscription(rights, corp.subscription, (corpId, taskId) =>
      registry.flows.find(corpId, taskId),
    ),
    links,
    grantAccess: createGrantAccess(registry.accessRequests, events, now),
  }
}
