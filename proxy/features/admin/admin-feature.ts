import { Hono } from 'hono'
import type { AppEnv } from '#proxy/base/http/app-env.ts'
import type { Common } from '#proxy/common.ts'
import type { AuditFeature } from '#proxy/features/audit/audit-feature.ts'
import type { CorpFeature } from '#proxy/features/corp/corp-feature.ts'
import type { PageAddressesFeature } from '#proxy/features/page-addresses/page-addresses-feature.ts'
import type { NoticesFeature } from '#proxy/features/notices/notices-feature.ts'
import type { SessionFeature } from '#proxy/features/session/session-feature.ts'
import { corpRoutes } from './corp-routes.ts'
import { corpSettingsRoutes } from './settings-routes.ts'
import { subscriptionRoutes } from './subscription-routes.ts'

type Before = {
  corp: CorpFeature
  session: SessionFeature
  audit: AuditFeature
  notices: NoticesFeature
  pageAddresses: PageAddressesFeature
}

/** What administrators see of their organisation, and do for it. */
export function createAdminFeature(common: Common, before: Before) {
  const { config, store, upstream, log, now } = common
  const { corp, session, audit, notices, pageAddresses } = before
  const { roles } = session
  const desk = {
    esign: upstream.esign,
    inEsign: corp.inEsign,
    authorisations: corp.authorisations,
    statistics: store.registry.statistics,
    roles,
    pageAddresses: pageAddresses.addresses,
    noticeUrl: notices.noticeUrl,
    initialiseDeveloper: notices.initialiseDeveloper,
    log,
    now,
  }
  const settings = {
    book: corp.settings,
    events: store.events,
    roles,
    defaultTimeZone: config.timeZone,
  }
  const help = { admins: corp.admins, roles, renewalUrl: config.renewalUrl }
  return {
    routes: new Hono<AppEnv>()
      .route('/corp', corpRoutes(desk, audit.auditLog))
      .route('/corp/settings', corpSettingsRoutes(settings, audit.auditLog))
      .route('/subscription', subscriptionRoutes(help, corp.subscription)),
  }
}
