import type { AppKind } from '#proxy/config.ts'
import type { CorpStandings } from '#proxy/corp/corp-standings.ts'
import { ProblemError } from '#proxy/http/problem.ts'
import type { Logger } from '#proxy/log.ts'
import {
  fetchSuiteKeys,
  readAuthInfo,
  readIsEnabled,
  type SuiteCallParts,
  type SuiteKeys,
} from './suite-calls.ts'
import { TokenCache } from './tokens/token-cache.ts'

/** What DingTalk tells of our app in a corp. */
export type AgentIds = {
  /**
   * The app's agent id, which DingTalk's clients and messages know it by.
   * @throws ProblemError `agent-id-missing`, or why DingTalk did not tell it
   */
  of(corpId: string): Promise<string>
  /**
   * The corp's name, asked for anew each time. Null for an internal app, which DingTalk does not tell it.
   * @throws ProblemError why DingTalk did not tell it
   */
  corpNameOf(corpId: string): Promise<string | null>
  /**
   * What DingTalk tells of a corp that has a third-party app, asked for anew each time.
   * @throws ProblemError `corp-not-allowed` for one that has not, or why DingTalk did not tell it
   */
  authInfoOf(corpId: string): Promise<AuthInfo>
}

export type AuthInfo = {
  name: string | null
  agentId: string | null
  /** User ids of the corp's administrators. */
  admins: readonly string[]
  /** Whether the app is switched on there; null where DingTalk does not tell it. */
  isEnabled: boolean | null
}

export type AgentIdParts = SuiteCallParts & {
  appKind: AppKind
  /** Tells of corps that were authorised anew, which may have another agent id. */
  corps?: Pick<CorpStandings, 'onRenewed'>
  log: Pick<Logger, 'info'>
  /** Milliseconds on a clock that only goes forward. */
  now: () => number
}

/** A corp that gets the app anew gives it another one. */
const lifetimeMs = 60 * 60_000

/** The one that is set, or what DingTalk tells a third-party app of each corp. */
export function createAgentIds(parts: AgentIdParts): AgentIds {
  const { appKind, settings, log, now } = parts
  const asked = new TokenCache({
    fetch: async (corpId) => ({ value: await agentIdOf(corpId, parts), lifetimeMs }),
    // The known one stays in use.
    onRenewalFailed: () => {},
    now,
  })
  parts.corps?.onRenewed((corpId) => asked.forget(corpId))

  async function authInfoOf(corpId: string): Promise<AuthInfo> {
    const keys = await fetchSuiteKeys(parts)
    const { authAppInfo, authCorpInfo } = await readAuthInfo(corpId, keys, parts)
    const [agent] = authAppInfo?.agentList ?? []
    const agentId = agent === undefined ? null : String(agent.agentId)
    return {
      name: authCorpInfo?.corpName ?? null,
      agentId,
      admins: agent?.adminList ?? [],
      isEnabled: agentId === null ? null : await isEnabledIn(corpId, agentId, keys),
    }
  }

  /** The other facts are useful without it. */
  async function isEnabledIn(
    corpId: string,
    agentId: string,
    keys: SuiteKeys,
  ): Promise<boolean | null> {
    try {
      return await readIsEnabled(corpId, agentId, keys, parts)
    } catch (err) {
      log.info({ corpId, err }, 'DingTalk does not tell whether the app is switched on')
      return null
    }
  }

  return {
    authInfoOf,
    async corpNameOf(corpId) {
      if (appKind === 'internal') return null
      const { authCorpInfo } = await readAuthInfo(corpId, await fetchSuiteKeys(parts), parts)
      return authCorpInfo?.corpName ?? null
    },
    async of(corpId) {
      if (settings.agentId !== null) return settings.agentId
      if (appKind === 'third-party') return (await asked.get(corpId)).value
      throw new ProblemError(
        'agent-id-missing',
        "The app's agent id is not known: set DINGTALK_AGENT_ID.",
      )
    },
  }
}

async function agentIdOf(corpId: string, parts: AgentIdParts): Promise<string> {
  const { authAppInfo } = await readAuthInfo(corpId, await fetchSuiteKeys(parts), parts)
  const [agent] = authAppInfo?.agentList ?? []
  if (agent === undefined) {
    throw new ProblemError('upstream-unavailable', 'DingTalk answered without an agent id.')
  }
  return String(agent.agentId)
}
