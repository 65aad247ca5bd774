import type { AppKind } from '#proxy/config.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import type { Logger } from '#proxy/base/log.ts'
import { InvalidToken } from './client/upstream-refusal.ts'
import {
  fetchSuiteToken,
  readAuthInfo,
  readIsEnabled,
  readMarketOrder,
  type MarketOrder,
  type SuiteCallDeps,
  type WithSuiteKeys,
} from './suite-calls.ts'
import { requireSuiteTicket } from './tokens/corp-token.ts'
import { sharingTokens } from './tokens/shared-tokens.ts'
import type { RenewedCorps } from './tokens/suite-corps.ts'
import { TokenCache } from './tokens/token-cache.ts'
import type { TokenStore } from '#proxy/base/store/corps/token-store.ts'
import type { MonotonicClock } from '#shared/rules/time.ts'

/** What DingTalk knows about our app in a corp. */
export type AgentIds = {
  /**
   * By which DingTalk's clients and messages identify the app.
   * @throws ProblemError `agent-id-missing`, or why DingTalk did not answer
   */
  of(corpId: string): Promise<string>
  /**
   * Never cached. Null for an internal app, which DingTalk does not give it to.
   * @throws ProblemError why DingTalk did not answer
   */
  corpNameOf(corpId: string): Promise<string | null>
  /**
   * Of a third-party app, never cached.
   * @throws ProblemError `corp-not-allowed` if the corp does not have it, or why DingTalk did not
   * answer
   */
  authInfoOf(corpId: string): Promise<AuthInfo>
  /** An order of a third-party app in DingTalk's market. @throws ProblemError */
  marketOrder(orderId: string): Promise<MarketOrder>
}

export type AuthInfo = {
  name: string | null
  agentId: string | null
  /** User ids of the corp's administrators; null if DingTalk does not return them. */
  admins: readonly string[] | null
  /** Whether the app is enabled there; null if DingTalk does not say. */
  isEnabled: boolean | null
}

export type AgentIdDeps = SuiteCallDeps & {
  appKind: AppKind
  /** Notifies of corps that authorised the app again, which may change its agent id. */
  corps?: RenewedCorps
  tokenBook?: TokenStore | undefined
  log: Pick<Logger, 'info' | 'warn'>
  now: MonotonicClock
}

/** How long an agent id is cached: installing the app again changes it. */
const lifetimeMs = 60 * 60_000

/** The configured id for an internal app; DingTalk's for each corp of a third-party app. */
export function createAgentIds(deps: AgentIdDeps): AgentIds {
  const { appKind, settings, log, now } = deps
  const withKeys = keepingSuiteKeys(deps)
  const asked = new TokenCache({
    fetch: async (corpId) => ({ value: await agentIdOf(corpId), lifetimeMs }),
    // The cached id stays in use.
    onRenewalFailed: () => {},
    now,
  })
  deps.corps?.onRenewed((corpId) => asked.forget(corpId))

  const infoOf = (corpId: string) => withKeys((keys) => readAuthInfo(corpId, keys, deps))

  async function authInfoOf(corpId: string): Promise<AuthInfo> {
    const info = await infoOf(corpId)
    const { agentId } = info
    return { ...info, isEnabled: agentId === null ? null : await isEnabledIn(corpId, agentId) }
  }

  /** Null if DingTalk does not answer, because the other facts are useful without it. */
  async function isEnabledIn(corpId: string, agentId: string): Promise<boolean | null> {
    try {
      return await withKeys((keys) => readIsEnabled(corpId, agentId, keys, deps))
    } catch (err) {
      log.info({ corpId, err }, 'not read from DingTalk whether the app is enabled')
      return null
    }
  }

  async function agentIdOf(corpId: string): Promise<string> {
    const { agentId } = await infoOf(corpId)
    if (agentId !== null) return agentId
    throw new ProblemError('upstream-unavailable', 'DingTalk answered without an agent id.')
  }

  return {
    authInfoOf,
    marketOrder: (orderId) => withKeys((keys) => readMarketOrder(orderId, keys, deps)),
    async corpNameOf(corpId) {
      return appKind === 'internal' ? null : (await infoOf(corpId)).name
    },
    async of(corpId) {
      // It differs by organisation, so it cannot be a setting.
      if (appKind === 'third-party') return (await asked.get(corpId)).value
      if (settings.agentId !== null) return settings.agentId
      throw new ProblemError(
        'agent-id-missing',
        "The app's agent id is not known: set DINGTALK_AGENT_ID.",
      )
    },
  }
}

/** Caches the suite's token while it is valid, and fetches a new one when it is refused. */
function keepingSuiteKeys(deps: AgentIdDeps): WithSuiteKeys {
  const { settings, tokenBook, log, now } = deps
  const { clientId, clientSecret: secret } = settings
  const fetch = () => fetchSuiteToken(deps)
  const of = `suite ${clientId}`
  const tokens = new TokenCache({
    fetch:
      tokenBook === undefined
        ? fetch
        : sharingTokens({ book: tokenBook, of, secret, fetch, log }).fetch,
    onRenewalFailed: (_, err) => log.warn({ err }, 'early renewal of the suite token failed'),
    now,
  })
  return async (call) => {
    const ticket = await requireSuiteTicket(deps.suiteTicket)
    const token = await tokens.get('')
    try {
      return await call({ token: token.value, ticket })
    } catch (error) {
      if (!(error instanceof InvalidToken)) throw error
      tokens.drop('', token)
      return call({ token: (await tokens.get('')).value, ticket })
    }
  }
}
