import type { Common } from '#proxy/common.ts'
import type { CorpFeature } from '#proxy/features/corp/corp-feature.ts'
import { exchangeAuthCode, readIsAdmin } from '#proxy/upstream/dingtalk/user-info.ts'
import { createEndedSessions } from './ended-sessions.ts'
import { createFileTickets } from './file-tickets.ts'
import { createPresentRoles } from './present-roles.ts'
import { refusingRefusedCodes } from './refused-codes.ts'
import { createRoles } from './roles.ts'
import { createSessionCookie } from './session-cookie.ts'
import { createSessionEndStore } from './session-end-store.ts'
import { admitRequests } from './session-middleware.ts'
import { createSessionTokens } from './session-token.ts'
import { createSessions } from './sessions.ts'
import { ticketRoutes } from './ticket-routes.ts'

export type SessionFeature = Awaited<ReturnType<typeof createSessionFeature>>

/** Who somebody is, until when, and what they may do. */
export async function createSessionFeature(common: Common, { corp }: { corp: CorpFeature }) {
  const { config, store, upstream, waits, log, now, monotonic } = common
  const { client } = upstream
  const endedSessions = createEndedSessions({
    book: createSessionEndStore(store.database),
    events: store.events,
    log,
    now,
  })
  const presentRoles = createPresentRoles({
    readIsAdmin: (corpId, userId) => readIsAdmin(client, corpId, userId),
    outsidersAreOut: config.appKind === 'third-party',
    log,
    now,
    monotonic,
    timeoutMs: waits.role,
  })
  corp.corpStates.onRenewed((corpId) => presentRoles.reread(corpId))
  const stopHearing = store.events.subscribe((event) => {
    if (event.type === 'person-left') presentRoles.noteLeft(event.corpId, event.userId, event.at)
  })
  const sessions = createSessions(endedSessions, presentRoles, corp.corpStates)
  const tokens = await createSessionTokens(config.sessionSecrets, now)
  const cookie = createSessionCookie(config.publicUrl)
  const tickets = createFileTickets(config.sessionSecrets, now)
  return {
    roles: createRoles(config),
    sessions,
    tokens,
    cookie,
    tickets,
    exchangeAuthCode: refusingRefusedCodes((corpId, authCode) =>
      exchangeAuthCode(client, corpId, authCode),
    ),
    /** Runs ahead of all routes. */
    admitRequests: admitRequests({
      publicUrl: config.publicUrl,
      tokens,
      cookie,
      tickets,
      sessions,
      corps: { ofCookie: corp.admission, ofTicket: corp.corpStates },
      subscription: corp.subscription,
    }),
    ticketRoutes: ticketRoutes(tickets, config.publicUrl),
    close() {
      stopHearing()
      endedSessions.close()
    },
  }
}
