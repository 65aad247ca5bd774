import { Hono } from 'hono'
import type { AppEnv } from '#proxy/base/http/app-env.ts'
import type { Common } from '#proxy/common.ts'
import type { AccessFeature } from '#proxy/features/access/access-feature.ts'
import type { AuditFeature } from '#proxy/features/audit/audit-feature.ts'
import type { FlowsFeature } from '#proxy/features/flows/flows-feature.ts'
import type { SessionFeature } from '#proxy/features/session/session-feature.ts'
import { approvalUrlRoutes } from './approval-url-routes.ts'
import { sandboxOriginOf } from './launch-hosts.ts'
import { createPageAddresses } from './page-addresses.ts'
import { signUrlRoutes } from './sign-url-routes.ts'

type Before = {
  session: SessionFeature
  access: AccessFeature
  audit: AuditFeature
  flows: FlowsFeature
}

export type PageAddressesFeature = ReturnType<typeof createPageAddressesFeature>

/** Sending people to pages of e签宝 and DingTalk. */
export function createPageAddressesFeature(
  common: Common,
  { session, access, audit, flows }: Before,
) {
  const { config, dingtalk, store, upstream, log } = common
  const { registry, events } = store
  const { publicUrl } = config
  const addresses = createPageAddresses({
    publicUrl,
    ourCorpId: dingtalk.corpId,
    allowed: {
      hosts: config.launchHosts,
      sandboxOrigin: sandboxOriginOf(dingtalk.apiUrl),
      ownOrigin: new URL(publicUrl).origin,
    },
    log,
  })
  const pages = {
    flows: flows.reader,
    access: access.flowAccess,
    pageAddresses: addresses,
    registry: registry.flows,
    log,
  }
  return {
    addresses,
    routes: new Hono<AppEnv>()
      .route('/', approvalUrlRoutes({ ...pages, sealApprovals: registry.sealApprovals }))
      .route(
        '/',
        signUrlRoutes(
          {
            ...pages,
            esign: upstream.esign,
            roles: session.roles,
            flowContexts: flows.flowContexts,
            events,
          },
          audit.auditLog,
        ),
      ),
  }
}
