import { Hono } from 'hono'
import type { AppEnv } from '#proxy/base/http/app-env.ts'
import { fromStore } from '#proxy/base/store/store-timeout.ts'
import type { Common } from '#proxy/common.ts'
import type { AuditFeature } from '#proxy/features/audit/audit-feature.ts'
import { tokenRoutes } from './token-routes.ts'

type Before = { audit: AuditFeature }

/** What lets people's AI assistants ask for them. */
export function createAssistantsFeature(common: Common, { audit }: Before) {
  const { config, store, log, now } = common
  const { assistantTokens: tokens, events } = store
  const { auditLog } = audit
  const address = `${config.publicUrl}/mcp`

  const stopHearing = events.subscribe((event) => {
    if (event.type !== 'person-left') return
    const { corpId, userId, at } = event
    fromStore(tokens.withdrawAll({ corpId, userId }, at)).catch((err: unknown) => {
      // The next use finds out that the person has left.
      log.warn({ corpId, userId, err }, 'tokens of a former member not withdrawn')
    })
  })

  const api = new Hono<AppEnv>()
  if (config.assistants) api.route('/me/assistants', tokenRoutes({ tokens, address, now }, auditLog))
  return {
    /** None if assistants are off. */
    apiRoutes: api,
    close: stopHearing,
  }
}
