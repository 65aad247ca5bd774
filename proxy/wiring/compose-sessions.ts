import { createCorpNames } from '#proxy/features/corp/corp-names.ts'
import type { CorpRegister } from '#proxy/features/corp/corp-register.ts'
import type { CorpStandings } from '#proxy/features/corp/corp-standings.ts'
import { exchangeAuthCode, readIsAdmin } from '#proxy/upstream/dingtalk/user-info.ts'
import type { Esign } from '#proxy/upstream/esign/esign.ts'
import { createEndedSessions } from '#proxy/features/session/ended-sessions.ts'
import { createPresentRoles } from '#proxy/features/session/present-roles.ts'
import { refusingRefusedCodes } from '#proxy/features/session/refused-codes.ts'
import { createSessionCookie } from '#proxy/features/session/session-cookie.ts'
import { createSessionTokens } from '#proxy/features/session/session-token.ts'
import type { SessionDeps } from '#proxy/features/first-visit/session-routes.ts'
import { createSessions } from '#proxy/features/session/sessions.ts'
import type { CommonDeps } from './common-parts.ts'

type SessionSurroundings = CommonDeps & {
  esign: Esign
  standings: CorpStandings
  register: CorpRegister
  enter: SessionDeps['enter']
  /** Milliseconds that a request waits for the current role. */
  roleTimeoutMs: number | undefined
}

/** Builds sign-in and sessions. */
export async function composeSessions(surroundings: SessionSurroundings) {
  const { config, client, agentIds, esign, standings, store, log, now, monotonic } = surroundings
  const endedSessions = createEndedSessions({
    book: store.registry.sessionEnds,
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
    timeoutMs: surroundings.roleTimeoutMs,
  })
  standings.onRenewed((corpId) => presentRoles.reread(corpId))
  const sessions = createSessions(endedSessions, presentRoles, standings)
  const corpNames = createCorpNames({
    // DingTalk gives it to third-party apps; e签宝 has it for verified organisations.
    ask: async (corpId) => {
      const dingtalkName = await agentIds.corpNameOf(corpId)
      if (dingtalkName !== null) return dingtalkName
      const { name } = await esign.getCorpRealName(corpId)
      if (name !== null)
        store.corps.noteEsign(corpId, { name }).catch((err: unknown) => {
          log.warn({ corpId, err }, 'name of an organisation not stored')
        })
      return name
    },
    log,
    now: monotonic,
  })
  const stopHearing = store.events.subscribe((event) => {
    if (event.type === 'person-left') presentRoles.noteLeft(event.corpId, event.userId, event.at)
    if (event.type === 'corp-changed') corpNames.lookUpAgain(event.corpId)
    if (event.type === 'sandbox-changed') corpNames.lookUpAgain(null)
  })
  return {
    sessions,
    session: {
      corpId: surroundings.dingtalk.corpId,
      roles: surroundings.roles,
      exchangeAuthCode: refusingRefusedCodes((corpId, authCode) =>
        exchangeAuthCode(client, corpId, authCode),
      ),
      tokens: await createSessionTokens(config.sessionSecrets, now),
      cookie: createSessionCookie(config.publicUrl),
      sessions,
      corps: standings,
      register: surroundings.register,
      enter: surroundings.enter,
      corpNames,
      now,
    },
    close: () => {
      stopHearing()
      endedSessions.close()
    },
  }
}
