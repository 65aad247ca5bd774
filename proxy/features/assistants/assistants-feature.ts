import { Hono } from 'hono'
import type { AppEnv } from '#proxy/base/http/app-env.ts'
import { fromStore } from '#proxy/base/store/store-timeout.ts'
import type { Common } from '#proxy/common.ts'
import type { FinderFeature } from '#proxy/features/finder/finder-feature.ts'
import type { AuditFeature } from '#proxy/features/audit/audit-feature.ts'
import type { CorpFeature } from '#proxy/features/corp/corp-feature.ts'
import type { FlowsFeature } from '#proxy/features/flows/flows-feature.ts'
import type { SessionFeature } from '#proxy/features/session/session-feature.ts'
import { createAssistantKeyStore } from './assistant-key-store.ts'
import { createAssistantTokenStore } from './assistant-token-store.ts'
import { createCallers, type Caller } from './callers.ts'
import { createKeyProofs } from './key-proofs.ts'
import { keyRoutes } from './key-routes.ts'
import { mcpRoutes } from './mcp-routes.ts'
import { createServer } from './mcp-server.ts'
import { proposalRoutes } from './proposal-routes.ts'
import { createProposalStore } from './proposal-store.ts'
import { createProposals } from './proposals.ts'
import { tokenRoutes } from './token-routes.ts'
import { createTools } from './tools.ts'

type Before = {
  corp: CorpFeature
  session: SessionFeature
  audit: AuditFeature
  flows: FlowsFeature
  finder: FinderFeature
}

/** What lets people's AI assistants ask for them. */
export function createAssistantsFeature(common: Common, before: Before) {
  const { config, store, log, now, monotonic } = common
  const { database, events } = store
  const tokens = createAssistantTokenStore(database)
  const keys = createAssistantKeyStore(database)
  const { auditLog } = before.audit
  const { roles } = before.session
  const { finder, askers } = before.finder
  const { publicUrl } = config
  const address = `${publicUrl}/mcp`

  const stopHearing = events.subscribe((event) => {
    if (event.type !== 'person-left') return
    const { corpId, userId, at } = event
    fromStore(tokens.withdrawAll({ corpId, userId }, at)).catch((err: unknown) => {
      // The next use finds out that the person has left.
      log.warn({ corpId, userId, err }, 'tokens of a former member not withdrawn')
    })
  })

  const proposals = createProposals({
    book: createProposalStore(database),
    reminders: before.flows.reminders,
    subscription: before.corp.subscription,
    log,
    now,
  })
  const proofs = createKeyProofs({ keys, askers, roles, log, now })
  const doing = { finder, proposals, proofs, auditLog, roles, publicUrl, log }

  function serverFor(caller: Caller, requestId: string) {
    const isPerson = caller.kind === 'person'
    return createServer(createTools(doing, caller, requestId), {
      takesCode: caller.key !== null,
      mayRemind: isPerson && caller.mayRemind,
      // DingTalk's platform lists the tools without naming anybody.
      isAdmin: !isPerson || roles.isAdmin(caller.asker),
    })
  }

  const apiRoutes = new Hono<AppEnv>()
  const mcp = new Hono<AppEnv>()
  if (config.assistants) {
    const callers = createCallers({ tokens, keys, askers, roles, now, monotonic })
    apiRoutes
      .route('/me/assistants', tokenRoutes({ tokens, askers, address, now }, auditLog))
      .route('/corp/assistant-key', keyRoutes({ keys, askers, roles, address, now }, auditLog))
      .route('/proposals', proposalRoutes(proposals))
    mcp.route('/mcp', mcpRoutes({ callers, serverFor, publicUrl, log }))
  } else {
    // The address is not one of the app's pages.
    mcp.all('/mcp', (c) => c.notFound())
  }
  return {
    /** None if assistants are off. */
    apiRoutes,
    mcpRoutes: mcp,
    close: stopHearing,
  }
}
