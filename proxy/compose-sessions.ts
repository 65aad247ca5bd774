import { randomBytes } from 'node:crypto'
import type { AppParts } from './app.ts'
import type { Config, DingTalkSettings } from './config.ts'
import { createCorpNames } from './corp/corp-names.ts'
import type { CorpRegister } from './corp/corp-register.ts'
import type { CorpStandings } from './corp/corp-standings.ts'
import type { AgentIds } from './dingtalk/agent-ids.ts'
import type { DingTalkClient } from './dingtalk/client/client.ts'
import { exchangeAuthCode, readIsAdmin } from './dingtalk/user-info.ts'
import type { Esign } from './esign/esign.ts'
import type { Logger } from './log.ts'
import { createEndedSessions } from './session/ended-sessions.ts'
import { createPresentRoles } from './session/present-roles.ts'
import { refusingRefusedCodes } from './session/refused-codes.ts'
import { createRoles } from './session/roles.ts'
import { createSessionCookie } from './session/session-cookie.ts'
import { createSessionTokens } from './session/session-token.ts'
import { createSessions, type Sessions } from './session/sessions.ts'
import type { Store } from './store/store.ts'

type SessionSurroundings = {
  config: Config
  dingtalk: DingTalkSettings
  client: DingTalkClient
  agentIds: AgentIds
  esign: Esign
  standings: CorpStandings
  register: CorpRegister
  /** Null when nothing is remembered. */
  store: Store | null
  log: Logger
  /** The time in epoch milliseconds. */
  now: () => number
}

/** Builds what finds out who is asking. */
export async function composeSessions(surroundings: SessionSurroundings): Promise<{
  sessions: Sessions
  session: AppParts['session']
  close: () => void
}> {
  const { config, client, agentIds, esign, standings, store, log, now } = surroundings
  const endedSessions = createEndedSessions({
    book: store?.registry.sessionEnds ?? null,
    events: store?.events ?? null,
    log,
    now,
  })
  const presentRoles = createPresentRoles({
    readIsAdmin: (corpId, userId) => readIsAdmin(client, corpId, userId),
    log,
    now,
  })
  const sessions = createSessions(endedSessions, presentRoles, standings)
  // In sandbox mode without a set secret sessions end with the process.
  const secrets = config.sessionSecrets ?? [randomBytes(32).toString('base64')]
  return {
    sessions,
    session: {
      corpId: surroundings.dingtalk.corpId,
      roles: createRoles(config),
      exchangeAuthCode: refusingRefusedCodes((corpId, authCode) =>
        exchangeAuthCode(client, corpId, authCode),
      ),
      tokens: await createSessionTokens(secrets, now),
      cookie: createSessionCookie(config.publicUrl),
      sessions,
      corps: standings,
      register: surroundings.register,
      corpNames: createCorpNames({
        // DingTalk tells it to third-party apps; e签宝 knows those that are verified.
        ask: async (corpId) =>
          (await agentIds.corpNameOf(corpId)) ?? (await esign.getCorpRealName(corpId)).name,
        log,
        now,
      }),
      now,
    },
    close: () => endedSessions.close(),
  }
}
